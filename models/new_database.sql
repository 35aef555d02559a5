CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE outlets (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	home TEXT NOT NULL,
	zone TEXT NOT NULL,
	held_by_crawl INTEGER,
	held_until DATETIME,
	next_request_at DATETIME,
	CONSTRAINT pk_outlets PRIMARY KEY (id),
	CONSTRAINT uq_outlets_name UNIQUE (name)
);
CREATE TABLE crawls (
	id INTEGER NOT NULL,
	outlet_id INTEGER NOT NULL,
	started_at DATETIME NOT NULL,
	finished_at DATETIME,
	outcome TEXT NOT NULL,
	reason TEXT,
	arguments JSON NOT NULL,
	version TEXT,
	stats JSON,
	fetches INTEGER DEFAULT '0' NOT NULL,
	host TEXT,
	pid INTEGER,
	job TEXT, crew TEXT,
	CONSTRAINT pk_crawls PRIMARY KEY (id),
	CONSTRAINT fk_crawls_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
);
CREATE INDEX ix_crawls_outlet_id_started_at ON crawls (outlet_id, started_at);
CREATE TABLE jobs (
	name TEXT NOT NULL,
	seen_at DATETIME NOT NULL,
	runs INTEGER DEFAULT '0' NOT NULL,
	holder TEXT,
	held_until DATETIME,
	started_at DATETIME,
	finished_at DATETIME,
	outcome TEXT,
	reason TEXT,
	done_until DATETIME,
	CONSTRAINT pk_jobs PRIMARY KEY (name)
);
CREATE TABLE pages (
	id INTEGER NOT NULL,
	outlet_id INTEGER NOT NULL,
	url TEXT NOT NULL,
	kind TEXT NOT NULL,
	source_id TEXT,
	section TEXT,
	day DATE,
	found_on TEXT,
	found_at DATETIME NOT NULL,
	next_visit_at DATETIME,
	etag TEXT,
	last_modified TEXT,
	last_outcome TEXT,
	last_fetched_at DATETIME,
	failures INTEGER DEFAULT '0' NOT NULL,
	gone_since DATETIME, body_digest TEXT, body_file TEXT, body_offset BIGINT,
	CONSTRAINT pk_pages PRIMARY KEY (id),
	CONSTRAINT fk_pages_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id),
	CONSTRAINT uq_pages_outlet_id_url UNIQUE (outlet_id, url)
);
CREATE INDEX ix_pages_due ON pages (outlet_id, kind, next_visit_at, day, last_fetched_at);
CREATE INDEX ix_pages_outlet_id_source_id ON pages (outlet_id, source_id);
CREATE TABLE articles (
	id INTEGER NOT NULL,
	outlet_id INTEGER NOT NULL,
	source_id TEXT NOT NULL,
	section TEXT,
	url TEXT,
	headline TEXT,
	body TEXT NOT NULL,
	published_at DATETIME,
	published_precision TEXT,
	published_on DATE,
	published_time TEXT,
	date_line TEXT,
	date_witnesses JSON NOT NULL,
	hijri_printed TEXT,
	hijri_published TEXT,
	hijri_refers_to TEXT,
	rendered_on DATE,
	view_line TEXT,
	view_count BIGINT,
	dateline TEXT,
	place TEXT,
	country_code TEXT,
	sign_off TEXT,
	sign_off_codes JSON NOT NULL,
	byline TEXT,
	reader TEXT NOT NULL,
	language TEXT NOT NULL,
	fetched_at DATETIME,
	problems JSON NOT NULL,
	content_hash TEXT NOT NULL,
	first_fetched_at DATETIME,
	gone_at DATETIME,
	page_id INTEGER,
	reader_version TEXT,
	CONSTRAINT pk_articles PRIMARY KEY (id),
	CONSTRAINT fk_articles_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id),
	CONSTRAINT fk_articles_page_id_pages FOREIGN KEY(page_id) REFERENCES pages (id),
	CONSTRAINT uq_articles_outlet_id_source_id UNIQUE (outlet_id, source_id)
);
CREATE INDEX ix_articles_outlet_id_published_on ON articles (outlet_id, published_on);
CREATE INDEX ix_articles_published_on ON articles (published_on);
CREATE INDEX ix_articles_place_published_on ON articles (place, published_on);
CREATE TABLE fetches (
	id INTEGER NOT NULL,
	crawl_id INTEGER NOT NULL,
	page_id INTEGER NOT NULL,
	article_id INTEGER,
	fetched_at DATETIME NOT NULL,
	seconds FLOAT,
	status INTEGER,
	robots TEXT,
	outcome TEXT NOT NULL,
	reason TEXT,
	bytes BIGINT,
	archive_file TEXT,
	archive_offset BIGINT, body_file TEXT,
	CONSTRAINT pk_fetches PRIMARY KEY (id),
	CONSTRAINT fk_fetches_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_fetches_crawl_id_crawls FOREIGN KEY(crawl_id) REFERENCES crawls (id),
	CONSTRAINT fk_fetches_page_id_pages FOREIGN KEY(page_id) REFERENCES pages (id)
);
CREATE INDEX ix_fetches_crawl_id_outcome ON fetches (crawl_id, outcome);
CREATE TABLE quarantine (
	id INTEGER NOT NULL,
	fetch_id INTEGER NOT NULL,
	page_id INTEGER NOT NULL,
	outlet_id INTEGER NOT NULL,
	url TEXT NOT NULL,
	stage TEXT NOT NULL,
	reason TEXT NOT NULL,
	message TEXT,
	content_type TEXT,
	body BLOB,
	quarantined_at DATETIME NOT NULL,
	resolved_at DATETIME,
	CONSTRAINT pk_quarantine PRIMARY KEY (id),
	CONSTRAINT fk_quarantine_fetch_id_fetches FOREIGN KEY(fetch_id) REFERENCES fetches (id),
	CONSTRAINT fk_quarantine_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id),
	CONSTRAINT fk_quarantine_page_id_pages FOREIGN KEY(page_id) REFERENCES pages (id)
);
CREATE INDEX ix_quarantine_page_id ON quarantine (page_id);
CREATE TABLE revisions (
	id INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	found_at DATETIME,
	kind TEXT NOT NULL,
	headline_before TEXT,
	body_before TEXT NOT NULL,
	headline_after TEXT,
	body_after TEXT NOT NULL,
	fetch_id INTEGER NOT NULL,
	CONSTRAINT pk_revisions PRIMARY KEY (id),
	CONSTRAINT fk_revisions_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_revisions_fetch_id_fetches FOREIGN KEY(fetch_id) REFERENCES fetches (id),
	CONSTRAINT uq_revisions_article_id_number UNIQUE (article_id, number)
);
CREATE TABLE credits (
	article_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	role TEXT NOT NULL,
	printed TEXT NOT NULL,
	name TEXT,
	CONSTRAINT pk_credits PRIMARY KEY (article_id, position),
	CONSTRAINT fk_credits_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
)
 WITHOUT ROWID
;
CREATE TABLE view_counts (
	article_id INTEGER NOT NULL,
	observed_at DATETIME NOT NULL,
	observed_on DATE NOT NULL,
	rests_on TEXT NOT NULL,
	count BIGINT NOT NULL,
	view_line TEXT,
	hijri_printed TEXT,
	rendered_on DATE,
	fetch_id INTEGER NOT NULL,
	CONSTRAINT pk_view_counts PRIMARY KEY (article_id, observed_at),
	CONSTRAINT fk_view_counts_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_view_counts_fetch_id_fetches FOREIGN KEY(fetch_id) REFERENCES fetches (id)
)
 WITHOUT ROWID
;
CREATE TABLE countries (
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	name_english TEXT NOT NULL,
	CONSTRAINT pk_countries PRIMARY KEY (code)
);
CREATE VIEW search_content AS
SELECT d.id AS search_id, a.headline, a.body, 'zqo' || a.outlet_id || coalesce(' zqp' || hex(lower(a.place)), '') AS facets
FROM search_index_docsize d JOIN articles a ON a.id = d.id & 4294967295;
CREATE VIRTUAL TABLE search_index USING fts5(
  headline, body, facets, content="search_content", content_rowid="search_id",
  tokenize="unicode61 remove_diacritics 2 categories 'L* N*'");
CREATE TRIGGER search_insert AFTER INSERT ON articles BEGIN
  INSERT INTO search_index (rowid, headline, body, facets) SELECT (coalesce(CAST(julianday(new.published_on) - 1721424.5 AS INTEGER), 0) << 32 | new.id), new.headline, new.body, 'zqo' || new.outlet_id || coalesce(' zqp' || hex(lower(new.place)), '') AS facets;
END;
CREATE TRIGGER search_update AFTER UPDATE OF body, headline, outlet_id, place, published_on ON articles
WHEN old.body IS NOT new.body OR old.headline IS NOT new.headline OR old.outlet_id IS NOT new.outlet_id OR old.place IS NOT new.place OR old.published_on IS NOT new.published_on BEGIN
  INSERT INTO search_index (search_index, rowid, headline, body, facets) SELECT 'delete', (coalesce(CAST(julianday(old.published_on) - 1721424.5 AS INTEGER), 0) << 32 | old.id), old.headline, old.body, 'zqo' || old.outlet_id || coalesce(' zqp' || hex(lower(old.place)), '') AS facets;
  INSERT INTO search_index (rowid, headline, body, facets) SELECT (coalesce(CAST(julianday(new.published_on) - 1721424.5 AS INTEGER), 0) << 32 | new.id), new.headline, new.body, 'zqo' || new.outlet_id || coalesce(' zqp' || hex(lower(new.place)), '') AS facets;
END;
CREATE TRIGGER search_delete AFTER DELETE ON articles BEGIN
  INSERT INTO search_index (search_index, rowid, headline, body, facets) SELECT 'delete', (coalesce(CAST(julianday(old.published_on) - 1721424.5 AS INTEGER), 0) << 32 | old.id), old.headline, old.body, 'zqo' || old.outlet_id || coalesce(' zqp' || hex(lower(old.place)), '') AS facets;
END;
CREATE VIEW story_search AS
SELECT i.rowid & 4294967295 AS story_id, i.rowid AS search_id, i.search_index AS words,
  i.search_index AS story_search, i.rowid & 4294967295 AS rowid
FROM search_index i;
CREATE INDEX ix_fetches_page_id_fetched_at ON fetches (page_id, fetched_at);
CREATE TABLE count_by_day (
	outlet_id INTEGER NOT NULL,
	published_on DATE NOT NULL,
	section TEXT NOT NULL,
	stories INTEGER NOT NULL,
	views BIGINT NOT NULL,
	counted INTEGER NOT NULL,
	CONSTRAINT pk_count_by_day PRIMARY KEY (outlet_id, published_on, section),
	CONSTRAINT fk_count_by_day_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
)
 WITHOUT ROWID
;
CREATE TABLE count_by_month (
	outlet_id INTEGER NOT NULL,
	month TEXT NOT NULL,
	section TEXT NOT NULL,
	stories INTEGER NOT NULL,
	views BIGINT NOT NULL,
	counted INTEGER NOT NULL,
	CONSTRAINT pk_count_by_month PRIMARY KEY (outlet_id, month, section),
	CONSTRAINT fk_count_by_month_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
)
 WITHOUT ROWID
;
CREATE TABLE count_by_outlet_day (
	outlet_id INTEGER NOT NULL,
	hijri_month TEXT NOT NULL,
	published_on DATE NOT NULL,
	stories INTEGER NOT NULL,
	views BIGINT NOT NULL,
	counted INTEGER NOT NULL,
	CONSTRAINT pk_count_by_outlet_day PRIMARY KEY (outlet_id, hijri_month, published_on),
	CONSTRAINT fk_count_by_outlet_day_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
)
 WITHOUT ROWID
;
CREATE TABLE count_by_place (
	place TEXT NOT NULL,
	country_code TEXT NOT NULL,
	outlet_id INTEGER NOT NULL,
	stories INTEGER NOT NULL,
	views BIGINT NOT NULL,
	counted INTEGER NOT NULL,
	first_day DATE,
	last_day DATE,
	CONSTRAINT pk_count_by_place PRIMARY KEY (place, country_code, outlet_id),
	CONSTRAINT fk_count_by_place_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
)
 WITHOUT ROWID
;
CREATE TABLE count_by_place_month (
	place TEXT NOT NULL,
	country_code TEXT NOT NULL,
	outlet_id INTEGER NOT NULL,
	month TEXT NOT NULL,
	stories INTEGER NOT NULL,
	views BIGINT NOT NULL,
	counted INTEGER NOT NULL,
	first_day DATE,
	last_day DATE,
	CONSTRAINT pk_count_by_place_month PRIMARY KEY (place, country_code, outlet_id, month),
	CONSTRAINT fk_count_by_place_month_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
)
 WITHOUT ROWID
;
CREATE TABLE count_by_credit (
	credited TEXT NOT NULL,
	role TEXT NOT NULL,
	outlet_id INTEGER NOT NULL,
	month TEXT NOT NULL,
	stories INTEGER NOT NULL,
	first_day DATE,
	last_day DATE,
	CONSTRAINT pk_count_by_credit PRIMARY KEY (credited, role, outlet_id, month),
	CONSTRAINT fk_count_by_credit_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
)
 WITHOUT ROWID
;
CREATE TABLE count_by_outcome (
	crawl_id INTEGER NOT NULL,
	outcome TEXT NOT NULL,
	fetches INTEGER NOT NULL,
	CONSTRAINT pk_count_by_outcome PRIMARY KEY (crawl_id, outcome),
	CONSTRAINT fk_count_by_outcome_crawl_id_crawls FOREIGN KEY(crawl_id) REFERENCES crawls (id)
)
 WITHOUT ROWID
;
CREATE INDEX ix_count_by_day_published_on ON count_by_day (published_on);
CREATE INDEX ix_count_by_place_month_month ON count_by_place_month (month);
CREATE INDEX ix_count_by_credit_month ON count_by_credit (month);
CREATE INDEX ix_articles_country_code_published_on ON articles (country_code, published_on);
CREATE INDEX ix_articles_view_count ON articles (view_count);
CREATE INDEX ix_crawls_started_at ON crawls (started_at);
CREATE INDEX ix_revisions_found_at ON revisions (found_at);
CREATE INDEX ix_credits_name_role ON credits (name, role);
CREATE INDEX ix_credits_printed ON credits (printed);
CREATE INDEX ix_articles_gone_at ON articles (gone_at) WHERE gone_at IS NOT NULL;
CREATE VIEW story_views AS
SELECT v.article_id AS story_id, o.name AS outlet, a.headline, a.published_on, v.observed_at,
  v.observed_on, v.rests_on, v.count AS views,
  CASE WHEN v.rests_on = 'visit' AND a.published_precision = 'minute' THEN ((CAST(strftime('%s', v.observed_at) AS INTEGER) - CAST(strftime('%s', a.published_at) AS INTEGER)) / CAST(3600 AS DOUBLE PRECISION)) END
    AS hours_since_publication,
  CAST(julianday(v.observed_on) - julianday(a.published_on) AS INTEGER) AS days_since_publication,
  p.observed_at AS previous_observed_at, p.count AS previous_views, v.count - p.count AS growth,
  CASE WHEN v.rests_on = 'visit' AND p.rests_on = 'visit' THEN ((CAST(strftime('%s', v.observed_at) AS INTEGER) - CAST(strftime('%s', p.observed_at) AS INTEGER)) / CAST(3600 AS DOUBLE PRECISION)) END AS hours_since_previous
FROM view_counts v LEFT JOIN articles a ON a.id = v.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN view_counts p ON p.article_id = v.article_id AND p.observed_at = (
    SELECT max(q.observed_at) FROM view_counts q
    WHERE q.article_id = v.article_id AND q.observed_at < v.observed_at);
CREATE VIEW story_view_days AS
SELECT v.article_id AS story_id, o.name AS outlet, a.headline, a.published_on,
  v.observed_on AS day, CAST(julianday(v.observed_on) - julianday(a.published_on) AS INTEGER) AS days_since_publication,
  v.count AS views, p.observed_on AS previous_day, p.count AS previous_views,
  v.count - p.count AS growth, CAST(julianday(v.observed_on) - julianday(p.observed_on) AS INTEGER) AS days_since_previous,
  (v.count - p.count) / CAST(CAST(julianday(v.observed_on) - julianday(p.observed_on) AS INTEGER) AS DOUBLE PRECISION) AS growth_a_day
FROM view_counts v LEFT JOIN articles a ON a.id = v.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN view_counts p ON p.article_id = v.article_id AND p.observed_at = (
    SELECT max(q.observed_at) FROM view_counts q
    WHERE q.article_id = v.article_id AND q.observed_at < v.observed_at
      AND q.observed_on < v.observed_on)
WHERE NOT EXISTS (SELECT 1 FROM view_counts l WHERE l.article_id = v.article_id
  AND l.observed_at > v.observed_at AND l.observed_on = v.observed_on);
CREATE VIEW story_revisions AS
SELECT r.article_id AS story_id, o.name AS outlet, a.url, a.headline, a.published_on, r.number,
  r.found_at, r.kind, r.headline_before, r.headline_after, r.body_before, r.body_after,
  length(r.body_after) - length(r.body_before) AS characters_added
FROM revisions r LEFT JOIN articles a ON a.id = r.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id;
CREATE VIEW edit_counts AS
SELECT r.article_id AS story_id, max(r.number) AS edits FROM revisions r GROUP BY r.article_id;
CREATE VIEW story_credits AS
SELECT k.article_id AS story_id, o.name AS outlet, a.headline, a.published_on, k.position, k.role,
  k.printed, k.name
FROM credits k LEFT JOIN articles a ON a.id = k.article_id
  LEFT JOIN outlets o ON o.id = a.outlet_id;
CREATE VIEW daily_counts AS
SELECT o.name AS outlet, nullif(n.section, '') AS section, n.published_on AS day,
  CASE ((CAST(strftime('%w', n.published_on) AS INTEGER) + 6) % 7 + 1) WHEN 1 THEN 'Senin' WHEN 2 THEN 'Selasa' WHEN 3 THEN 'Rabu' WHEN 4 THEN 'Kamis' WHEN 5 THEN 'Jumat' WHEN 6 THEN 'Sabtu' WHEN 7 THEN 'Ahad' END AS weekday, n.stories, CASE WHEN n.counted > 0 THEN n.views END AS views,
  n.counted AS stories_with_views
FROM count_by_day n LEFT JOIN outlets o ON o.id = n.outlet_id;
CREATE VIEW monthly_counts AS
SELECT o.name AS outlet, nullif(n.section, '') AS section, n.month, n.stories, CASE WHEN n.counted > 0 THEN n.views END AS views,
  n.counted AS stories_with_views
FROM count_by_month n LEFT JOIN outlets o ON o.id = n.outlet_id;
CREATE VIEW coverage_gaps AS
SELECT o.name AS outlet, n.published_on AS day_before, n.next_day AS day_after,
  CAST(julianday(n.next_day) - julianday(n.published_on) AS INTEGER) - 1 AS days_without_stories
FROM (
  SELECT outlet_id, published_on,
    lead(published_on) OVER (PARTITION BY outlet_id ORDER BY published_on) AS next_day
  FROM count_by_outlet_day GROUP BY outlet_id, published_on) n LEFT JOIN outlets o ON o.id = n.outlet_id
WHERE CAST(julianday(n.next_day) - julianday(n.published_on) AS INTEGER) - 1 > 0;
CREATE VIEW credit_counts AS
SELECT o.name AS outlet, n.role, n.credited, n.stories, n.first_day, n.last_day
FROM (
  SELECT credited, role, outlet_id, CAST(sum(stories) AS BIGINT) AS stories, min(first_day) AS first_day, max(last_day) AS last_day
  FROM count_by_credit GROUP BY credited, role, outlet_id) n LEFT JOIN outlets o ON o.id = n.outlet_id;
CREATE VIEW credit_months AS
SELECT o.name AS outlet, n.role, n.credited, n.month, n.stories, n.first_day, n.last_day
FROM count_by_credit n LEFT JOIN outlets o ON o.id = n.outlet_id WHERE n.month <> '';
CREATE VIEW hijri_months AS
SELECT o.name AS outlet, CAST(substr(n.hijri_month, 1, 4) AS INTEGER) AS hijri_year, CAST(substr(n.hijri_month, 6, 2) AS INTEGER) AS hijri_month,
  CASE CAST(substr(n.hijri_month, 6, 2) AS INTEGER) WHEN 1 THEN 'Muharam' WHEN 2 THEN 'Safar' WHEN 3 THEN 'Rabiulawal' WHEN 4 THEN 'Rabiulakhir' WHEN 5 THEN 'Jumadilawal' WHEN 6 THEN 'Jumadilakhir' WHEN 7 THEN 'Rajab' WHEN 8 THEN 'Syakban' WHEN 9 THEN 'Ramadan' WHEN 10 THEN 'Syawal' WHEN 11 THEN 'Zulkaidah' WHEN 12 THEN 'Zulhijah' END AS hijri_month_name, n.stories, n.views,
  n.days_with_stories, n.first_day, n.last_day
FROM (
  SELECT outlet_id, hijri_month, CAST(sum(stories) AS BIGINT) AS stories,
    CASE WHEN sum(counted) > 0 THEN CAST(sum(views) AS BIGINT) END AS views, count(*) AS days_with_stories,
    min(published_on) AS first_day, max(published_on) AS last_day
  FROM count_by_outlet_day WHERE hijri_month <> '' GROUP BY outlet_id, hijri_month) n LEFT JOIN outlets o ON o.id = n.outlet_id;
CREATE VIEW crawl_health AS
SELECT k.id AS crawl_id, o.name AS outlet, k.started_at, k.finished_at,
  (CAST(strftime('%s', k.finished_at) AS INTEGER) - CAST(strftime('%s', k.started_at) AS INTEGER)) AS seconds, k.outcome, k.reason, k.version,
  CAST(coalesce((SELECT sum(n.fetches) FROM count_by_outcome n WHERE n.crawl_id = k.id), 0)
    AS BIGINT) AS fetches,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'stored'), 0) AS stored,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'revised'), 0) AS revised,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'unchanged'), 0) AS unchanged,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'not_modified'), 0) AS not_modified,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'listed'), 0) AS listed,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'quarantined'), 0) AS quarantined,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'gone'), 0) AS gone,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'blocked'), 0) AS blocked,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'failed'), 0) AS failed,
  coalesce((SELECT n.fetches FROM count_by_outcome n WHERE n.crawl_id = k.id AND n.outcome = 'excluded'), 0) AS excluded
FROM crawls k LEFT JOIN outlets o ON o.id = k.outlet_id;
CREATE TABLE rereadings (
	outlet_id INTEGER NOT NULL,
	reader_version TEXT NOT NULL,
	up_to_fetch INTEGER NOT NULL,
	finished_at DATETIME NOT NULL,
	CONSTRAINT pk_rereadings PRIMARY KEY (outlet_id, reader_version),
	CONSTRAINT fk_rereadings_outlet_id_outlets FOREIGN KEY(outlet_id) REFERENCES outlets (id)
);
CREATE TABLE place_names (
	place TEXT NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT pk_place_names PRIMARY KEY (place)
);
CREATE INDEX ix_place_names_name ON place_names (name);
CREATE INDEX ix_quarantine_reasons ON quarantine (outlet_id, stage, reason, resolved_at, quarantined_at, page_id);
CREATE VIEW places AS
SELECT o.name AS outlet, n.place AS place, coalesce(m.name, n.place) AS place_name,
  nullif(n.country_code, '') AS country_code, c.name AS country, n.stories, CASE WHEN n.counted > 0 THEN n.views END AS views,
  n.first_day, n.last_day
FROM count_by_place n LEFT JOIN outlets o ON o.id = n.outlet_id LEFT JOIN countries c ON c.code = n.country_code LEFT JOIN place_names m ON m.place = n.place WHERE n.place <> ''
UNION ALL
SELECT o.name AS outlet, CAST(NULL AS TEXT) AS place, CAST(NULL AS TEXT) AS place_name,
  nullif(n.country_code, '') AS country_code, c.name AS country, n.stories, CASE WHEN n.counted > 0 THEN n.views END AS views,
  n.first_day, n.last_day
FROM count_by_place n LEFT JOIN outlets o ON o.id = n.outlet_id LEFT JOIN countries c ON c.code = n.country_code WHERE n.place = '';
CREATE VIEW place_months AS
SELECT o.name AS outlet, n.place, coalesce(m.name, n.place) AS place_name,
  nullif(n.country_code, '') AS country_code, c.name AS country, n.month, n.stories, CASE WHEN n.counted > 0 THEN n.views END AS views,
  n.first_day, n.last_day
FROM count_by_place_month n LEFT JOIN outlets o ON o.id = n.outlet_id LEFT JOIN countries c ON c.code = n.country_code LEFT JOIN place_names m ON m.place = n.place
WHERE n.place <> '' AND n.month <> '';
CREATE VIEW quarantine_reasons AS
SELECT o.name AS outlet, n.stage, n.reason, n.waiting, n.resolved, n.first_at, n.last_at,
  (SELECT q.url FROM quarantine q WHERE q.id = n.example) AS example_url
FROM (
  SELECT outlet_id, stage, reason,
    count(DISTINCT CASE WHEN resolved_at IS NULL THEN page_id END) AS waiting,
    count(DISTINCT CASE WHEN resolved_at IS NOT NULL THEN page_id END) AS resolved,
    min(quarantined_at) AS first_at, max(quarantined_at) AS last_at, max(id) AS example
  FROM quarantine GROUP BY outlet_id, stage, reason) n LEFT JOIN outlets o ON o.id = n.outlet_id;
CREATE TABLE search_words (
	word TEXT NOT NULL,
	stem TEXT NOT NULL,
	CONSTRAINT pk_search_words PRIMARY KEY (word, stem)
)
 WITHOUT ROWID
;
CREATE INDEX ix_search_words_stem ON search_words (stem);
CREATE VIEW stories AS
SELECT a.id AS story_id, o.name AS outlet, o.title AS outlet_title, a.source_id, a.section, a.url,
  a.headline, a.body, a.published_at, a.published_on, a.published_time, a.published_precision,
  CASE ((CAST(strftime('%w', a.published_on) AS INTEGER) + 6) % 7 + 1) WHEN 1 THEN 'Senin' WHEN 2 THEN 'Selasa' WHEN 3 THEN 'Rabu' WHEN 4 THEN 'Kamis' WHEN 5 THEN 'Jumat' WHEN 6 THEN 'Sabtu' WHEN 7 THEN 'Ahad' END AS weekday, o.zone,
  a.hijri_published AS hijri_date, CAST(substr(a.hijri_published, 1, 4) AS INTEGER) AS hijri_year, CAST(substr(a.hijri_published, 6, 2) AS INTEGER) AS hijri_month,
  CAST(substr(a.hijri_published, 9, 2) AS INTEGER) AS hijri_day, CASE CAST(substr(a.hijri_published, 6, 2) AS INTEGER) WHEN 1 THEN 'Muharam' WHEN 2 THEN 'Safar' WHEN 3 THEN 'Rabiulawal' WHEN 4 THEN 'Rabiulakhir' WHEN 5 THEN 'Jumadilawal' WHEN 6 THEN 'Jumadilakhir' WHEN 7 THEN 'Rajab' WHEN 8 THEN 'Syakban' WHEN 9 THEN 'Ramadan' WHEN 10 THEN 'Syawal' WHEN 11 THEN 'Zulkaidah' WHEN 12 THEN 'Zulhijah' END AS hijri_month_name,
  a.place, coalesce(m.name, a.place) AS place_name, a.country_code, c.name AS country, a.byline,
  a.language,
  length(replace(a.body, '

', ' ')) - length(replace(replace(a.body, '

', ' '), ' ', '')) + 1 AS words,
  a.view_count AS views,
  (SELECT max(v.observed_at) FROM view_counts v WHERE v.article_id = a.id) AS views_observed_at,
  (SELECT count(*) FROM view_counts v WHERE v.article_id = a.id) AS view_observations,
  (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) AS revisions,
  a.first_fetched_at, a.fetched_at, coalesce((SELECT max((SELECT f.fetched_at FROM fetches f
    WHERE f.page_id = g.id AND f.article_id = a.id AND f.outcome IN ('not_modified', 'revised', 'stored', 'unchanged')
    ORDER BY f.fetched_at DESC LIMIT 1)) FROM pages g WHERE g.outlet_id = a.outlet_id AND g.source_id = a.source_id), a.fetched_at) AS last_seen_at,
  (SELECT
    CASE WHEN count(g.last_fetched_at) = count(g.gone_since) THEN max(g.gone_since) END
    FROM pages g WHERE g.outlet_id = a.outlet_id AND g.source_id = a.source_id AND NOT (last_outcome = 'quarantined' AND next_visit_at IS NULL AND gone_since IS NULL)) AS missing_since, a.gone_at
FROM articles a LEFT JOIN outlets o ON o.id = a.outlet_id
  LEFT JOIN countries c ON c.code = a.country_code
  LEFT JOIN place_names m ON m.place = a.place;
INSERT INTO alembic_version VALUES ('0012');
INSERT INTO countries VALUES ('AC', 'Pulau Ascension', 'Ascension Island');
INSERT INTO countries VALUES ('AD', 'Andorra', 'Andorra');
INSERT INTO countries VALUES ('AE', 'Uni Emirat Arab', 'United Arab Emirates');
INSERT INTO countries VALUES ('AF', 'Afganistan', 'Afghanistan');
INSERT INTO countries VALUES ('AG', 'Antigua dan Barbuda', 'Antigua & Barbuda');
INSERT INTO countries VALUES ('AI', 'Anguilla', 'Anguilla');
INSERT INTO countries VALUES ('AL', 'Albania', 'Albania');
INSERT INTO countries VALUES ('AM', 'Armenia', 'Armenia');
INSERT INTO countries VALUES ('AO', 'Angola', 'Angola');
INSERT INTO countries VALUES ('AQ', 'Antarktika', 'Antarctica');
INSERT INTO countries VALUES ('AR', 'Argentina', 'Argentina');
INSERT INTO countries VALUES ('AS', 'Samoa Amerika', 'American Samoa');
INSERT INTO countries VALUES ('AT', 'Austria', 'Austria');
INSERT INTO countries VALUES ('AU', 'Australia', 'Australia');
INSERT INTO countries VALUES ('AW', 'Aruba', 'Aruba');
INSERT INTO countries VALUES ('AX', 'Kepulauan Aland', 'Åland Islands');
INSERT INTO countries VALUES ('AZ', 'Azerbaijan', 'Azerbaijan');
INSERT INTO countries VALUES ('BA', 'Bosnia dan Herzegovina', 'Bosnia & Herzegovina');
INSERT INTO countries VALUES ('BB', 'Barbados', 'Barbados');
INSERT INTO countries VALUES ('BD', 'Bangladesh', 'Bangladesh');
INSERT INTO countries VALUES ('BE', 'Belgia', 'Belgium');
INSERT INTO countries VALUES ('BF', 'Burkina Faso', 'Burkina Faso');
INSERT INTO countries VALUES ('BG', 'Bulgaria', 'Bulgaria');
INSERT INTO countries VALUES ('BH', 'Bahrain', 'Bahrain');
INSERT INTO countries VALUES ('BI', 'Burundi', 'Burundi');
INSERT INTO countries VALUES ('BJ', 'Benin', 'Benin');
INSERT INTO countries VALUES ('BL', 'Saint Barthélemy', 'St. Barthélemy');
INSERT INTO countries VALUES ('BM', 'Bermuda', 'Bermuda');
INSERT INTO countries VALUES ('BN', 'Brunei', 'Brunei');
INSERT INTO countries VALUES ('BO', 'Bolivia', 'Bolivia');
INSERT INTO countries VALUES ('BQ', 'Belanda Karibia', 'Caribbean Netherlands');
INSERT INTO countries VALUES ('BR', 'Brasil', 'Brazil');
INSERT INTO countries VALUES ('BS', 'Bahama', 'Bahamas');
INSERT INTO countries VALUES ('BT', 'Bhutan', 'Bhutan');
INSERT INTO countries VALUES ('BV', 'Pulau Bouvet', 'Bouvet Island');
INSERT INTO countries VALUES ('BW', 'Botswana', 'Botswana');
INSERT INTO countries VALUES ('BY', 'Belarus', 'Belarus');
INSERT INTO countries VALUES ('BZ', 'Belize', 'Belize');
INSERT INTO countries VALUES ('CA', 'Kanada', 'Canada');
INSERT INTO countries VALUES ('CC', 'Kepulauan Cocos (Keeling)', 'Cocos (Keeling) Islands');
INSERT INTO countries VALUES ('CD', 'Kongo - Kinshasa', 'Congo - Kinshasa');
INSERT INTO countries VALUES ('CF', 'Republik Afrika Tengah', 'Central African Republic');
INSERT INTO countries VALUES ('CG', 'Kongo - Brazzaville', 'Congo - Brazzaville');
INSERT INTO countries VALUES ('CH', 'Swiss', 'Switzerland');
INSERT INTO countries VALUES ('CI', 'Côte d’Ivoire', 'Côte d’Ivoire');
INSERT INTO countries VALUES ('CK', 'Kepulauan Cook', 'Cook Islands');
INSERT INTO countries VALUES ('CL', 'Cile', 'Chile');
INSERT INTO countries VALUES ('CM', 'Kamerun', 'Cameroon');
INSERT INTO countries VALUES ('CN', 'Tiongkok', 'China');
INSERT INTO countries VALUES ('CO', 'Kolombia', 'Colombia');
INSERT INTO countries VALUES ('CP', 'Pulau Clipperton', 'Clipperton Island');
INSERT INTO countries VALUES ('CR', 'Kosta Rika', 'Costa Rica');
INSERT INTO countries VALUES ('CU', 'Kuba', 'Cuba');
INSERT INTO countries VALUES ('CV', 'Tanjung Verde', 'Cape Verde');
INSERT INTO countries VALUES ('CW', 'Curaçao', 'Curaçao');
INSERT INTO countries VALUES ('CX', 'Pulau Natal', 'Christmas Island');
INSERT INTO countries VALUES ('CY', 'Siprus', 'Cyprus');
INSERT INTO countries VALUES ('CZ', 'Ceko', 'Czechia');
INSERT INTO countries VALUES ('DE', 'Jerman', 'Germany');
INSERT INTO countries VALUES ('DG', 'Diego Garcia', 'Diego Garcia');
INSERT INTO countries VALUES ('DJ', 'Jibuti', 'Djibouti');
INSERT INTO countries VALUES ('DK', 'Denmark', 'Denmark');
INSERT INTO countries VALUES ('DM', 'Dominika', 'Dominica');
INSERT INTO countries VALUES ('DO', 'Republik Dominika', 'Dominican Republic');
INSERT INTO countries VALUES ('DZ', 'Aljazair', 'Algeria');
INSERT INTO countries VALUES ('EA', 'Ceuta dan Melilla', 'Ceuta & Melilla');
INSERT INTO countries VALUES ('EC', 'Ekuador', 'Ecuador');
INSERT INTO countries VALUES ('EE', 'Estonia', 'Estonia');
INSERT INTO countries VALUES ('EG', 'Mesir', 'Egypt');
INSERT INTO countries VALUES ('EH', 'Sahara Barat', 'Western Sahara');
INSERT INTO countries VALUES ('ER', 'Eritrea', 'Eritrea');
INSERT INTO countries VALUES ('ES', 'Spanyol', 'Spain');
INSERT INTO countries VALUES ('ET', 'Etiopia', 'Ethiopia');
INSERT INTO countries VALUES ('EU', 'Uni Eropa', 'European Union');
INSERT INTO countries VALUES ('EZ', 'Zona Euro', 'Eurozone');
INSERT INTO countries VALUES ('FI', 'Finlandia', 'Finland');
INSERT INTO countries VALUES ('FJ', 'Fiji', 'Fiji');
INSERT INTO countries VALUES ('FK', 'Kepulauan Falkland', 'Falkland Islands');
INSERT INTO countries VALUES ('FM', 'Mikronesia', 'Micronesia');
INSERT INTO countries VALUES ('FO', 'Kepulauan Faroe', 'Faroe Islands');
INSERT INTO countries VALUES ('FR', 'Prancis', 'France');
INSERT INTO countries VALUES ('GA', 'Gabon', 'Gabon');
INSERT INTO countries VALUES ('GB', 'Inggris Raya', 'United Kingdom');
INSERT INTO countries VALUES ('GD', 'Grenada', 'Grenada');
INSERT INTO countries VALUES ('GE', 'Georgia', 'Georgia');
INSERT INTO countries VALUES ('GF', 'Guyana Prancis', 'French Guiana');
INSERT INTO countries VALUES ('GG', 'Guernsey', 'Guernsey');
INSERT INTO countries VALUES ('GH', 'Ghana', 'Ghana');
INSERT INTO countries VALUES ('GI', 'Gibraltar', 'Gibraltar');
INSERT INTO countries VALUES ('GL', 'Greenland', 'Greenland');
INSERT INTO countries VALUES ('GM', 'Gambia', 'Gambia');
INSERT INTO countries VALUES ('GN', 'Guinea', 'Guinea');
INSERT INTO countries VALUES ('GP', 'Guadeloupe', 'Guadeloupe');
INSERT INTO countries VALUES ('GQ', 'Guinea Ekuatorial', 'Equatorial Guinea');
INSERT INTO countries VALUES ('GR', 'Yunani', 'Greece');
INSERT INTO countries VALUES ('GS', 'Georgia Selatan & Kep. Sandwich Selatan', 'South Georgia & South Sandwich Islands');
INSERT INTO countries VALUES ('GT', 'Guatemala', 'Guatemala');
INSERT INTO countries VALUES ('GU', 'Guam', 'Guam');
INSERT INTO countries VALUES ('GW', 'Guinea-Bissau', 'Guinea-Bissau');
INSERT INTO countries VALUES ('GY', 'Guyana', 'Guyana');
INSERT INTO countries VALUES ('HK', 'Hong Kong DAK Tiongkok', 'Hong Kong SAR China');
INSERT INTO countries VALUES ('HM', 'Pulau Heard dan Kepulauan McDonald', 'Heard & McDonald Islands');
INSERT INTO countries VALUES ('HN', 'Honduras', 'Honduras');
INSERT INTO countries VALUES ('HR', 'Kroasia', 'Croatia');
INSERT INTO countries VALUES ('HT', 'Haiti', 'Haiti');
INSERT INTO countries VALUES ('HU', 'Hungaria', 'Hungary');
INSERT INTO countries VALUES ('IC', 'Kepulauan Canaria', 'Canary Islands');
INSERT INTO countries VALUES ('ID', 'Indonesia', 'Indonesia');
INSERT INTO countries VALUES ('IE', 'Irlandia', 'Ireland');
INSERT INTO countries VALUES ('IL', 'Israel', 'Israel');
INSERT INTO countries VALUES ('IM', 'Pulau Man', 'Isle of Man');
INSERT INTO countries VALUES ('IN', 'India', 'India');
INSERT INTO countries VALUES ('IO', 'Wilayah Inggris di Samudra Hindia', 'British Indian Ocean Territory');
INSERT INTO countries VALUES ('IQ', 'Irak', 'Iraq');
INSERT INTO countries VALUES ('IR', 'Iran', 'Iran');
INSERT INTO countries VALUES ('IS', 'Islandia', 'Iceland');
INSERT INTO countries VALUES ('IT', 'Italia', 'Italy');
INSERT INTO countries VALUES ('JE', 'Jersey', 'Jersey');
INSERT INTO countries VALUES ('JM', 'Jamaika', 'Jamaica');
INSERT INTO countries VALUES ('JO', 'Yordania', 'Jordan');
INSERT INTO countries VALUES ('JP', 'Jepang', 'Japan');
INSERT INTO countries VALUES ('KE', 'Kenya', 'Kenya');
INSERT INTO countries VALUES ('KG', 'Kirgizstan', 'Kyrgyzstan');
INSERT INTO countries VALUES ('KH', 'Kamboja', 'Cambodia');
INSERT INTO countries VALUES ('KI', 'Kiribati', 'Kiribati');
INSERT INTO countries VALUES ('KM', 'Komoro', 'Comoros');
INSERT INTO countries VALUES ('KN', 'Saint Kitts dan Nevis', 'St. Kitts & Nevis');
INSERT INTO countries VALUES ('KP', 'Korea Utara', 'North Korea');
INSERT INTO countries VALUES ('KR', 'Korea Selatan', 'South Korea');
INSERT INTO countries VALUES ('KW', 'Kuwait', 'Kuwait');
INSERT INTO countries VALUES ('KY', 'Kepulauan Cayman', 'Cayman Islands');
INSERT INTO countries VALUES ('KZ', 'Kazakhstan', 'Kazakhstan');
INSERT INTO countries VALUES ('LA', 'Laos', 'Laos');
INSERT INTO countries VALUES ('LB', 'Lebanon', 'Lebanon');
INSERT INTO countries VALUES ('LC', 'Saint Lucia', 'St. Lucia');
INSERT INTO countries VALUES ('LI', 'Liechtenstein', 'Liechtenstein');
INSERT INTO countries VALUES ('LK', 'Sri Lanka', 'Sri Lanka');
INSERT INTO countries VALUES ('LR', 'Liberia', 'Liberia');
INSERT INTO countries VALUES ('LS', 'Lesotho', 'Lesotho');
INSERT INTO countries VALUES ('LT', 'Lituania', 'Lithuania');
INSERT INTO countries VALUES ('LU', 'Luksemburg', 'Luxembourg');
INSERT INTO countries VALUES ('LV', 'Latvia', 'Latvia');
INSERT INTO countries VALUES ('LY', 'Libya', 'Libya');
INSERT INTO countries VALUES ('MA', 'Maroko', 'Morocco');
INSERT INTO countries VALUES ('MC', 'Monako', 'Monaco');
INSERT INTO countries VALUES ('MD', 'Moldova', 'Moldova');
INSERT INTO countries VALUES ('ME', 'Montenegro', 'Montenegro');
INSERT INTO countries VALUES ('MF', 'Saint Martin', 'St. Martin');
INSERT INTO countries VALUES ('MG', 'Madagaskar', 'Madagascar');
INSERT INTO countries VALUES ('MH', 'Kepulauan Marshall', 'Marshall Islands');
INSERT INTO countries VALUES ('MK', 'Makedonia Utara', 'North Macedonia');
INSERT INTO countries VALUES ('ML', 'Mali', 'Mali');
INSERT INTO countries VALUES ('MM', 'Myanmar (Burma)', 'Myanmar (Burma)');
INSERT INTO countries VALUES ('MN', 'Mongolia', 'Mongolia');
INSERT INTO countries VALUES ('MO', 'Makau DAK Tiongkok', 'Macao SAR China');
INSERT INTO countries VALUES ('MP', 'Kepulauan Mariana Utara', 'Northern Mariana Islands');
INSERT INTO countries VALUES ('MQ', 'Martinik', 'Martinique');
INSERT INTO countries VALUES ('MR', 'Mauritania', 'Mauritania');
INSERT INTO countries VALUES ('MS', 'Montserrat', 'Montserrat');
INSERT INTO countries VALUES ('MT', 'Malta', 'Malta');
INSERT INTO countries VALUES ('MU', 'Mauritius', 'Mauritius');
INSERT INTO countries VALUES ('MV', 'Maladewa', 'Maldives');
INSERT INTO countries VALUES ('MW', 'Malawi', 'Malawi');
INSERT INTO countries VALUES ('MX', 'Meksiko', 'Mexico');
INSERT INTO countries VALUES ('MY', 'Malaysia', 'Malaysia');
INSERT INTO countries VALUES ('MZ', 'Mozambik', 'Mozambique');
INSERT INTO countries VALUES ('NA', 'Namibia', 'Namibia');
INSERT INTO countries VALUES ('NC', 'Kaledonia Baru', 'New Caledonia');
INSERT INTO countries VALUES ('NE', 'Niger', 'Niger');
INSERT INTO countries VALUES ('NF', 'Kepulauan Norfolk', 'Norfolk Island');
INSERT INTO countries VALUES ('NG', 'Nigeria', 'Nigeria');
INSERT INTO countries VALUES ('NI', 'Nikaragua', 'Nicaragua');
INSERT INTO countries VALUES ('NL', 'Belanda', 'Netherlands');
INSERT INTO countries VALUES ('NO', 'Norwegia', 'Norway');
INSERT INTO countries VALUES ('NP', 'Nepal', 'Nepal');
INSERT INTO countries VALUES ('NR', 'Nauru', 'Nauru');
INSERT INTO countries VALUES ('NU', 'Niue', 'Niue');
INSERT INTO countries VALUES ('NZ', 'Selandia Baru', 'New Zealand');
INSERT INTO countries VALUES ('OM', 'Oman', 'Oman');
INSERT INTO countries VALUES ('PA', 'Panama', 'Panama');
INSERT INTO countries VALUES ('PE', 'Peru', 'Peru');
INSERT INTO countries VALUES ('PF', 'Polinesia Prancis', 'French Polynesia');
INSERT INTO countries VALUES ('PG', 'Papua Nugini', 'Papua New Guinea');
INSERT INTO countries VALUES ('PH', 'Filipina', 'Philippines');
INSERT INTO countries VALUES ('PK', 'Pakistan', 'Pakistan');
INSERT INTO countries VALUES ('PL', 'Polandia', 'Poland');
INSERT INTO countries VALUES ('PM', 'Saint Pierre dan Miquelon', 'St. Pierre & Miquelon');
INSERT INTO countries VALUES ('PN', 'Kepulauan Pitcairn', 'Pitcairn Islands');
INSERT INTO countries VALUES ('PR', 'Puerto Riko', 'Puerto Rico');
INSERT INTO countries VALUES ('PS', 'Wilayah Palestina', 'Palestinian Territories');
INSERT INTO countries VALUES ('PT', 'Portugal', 'Portugal');
INSERT INTO countries VALUES ('PW', 'Palau', 'Palau');
INSERT INTO countries VALUES ('PY', 'Paraguay', 'Paraguay');
INSERT INTO countries VALUES ('QA', 'Qatar', 'Qatar');
INSERT INTO countries VALUES ('QO', 'Oseania Luar', 'Outlying Oceania');
INSERT INTO countries VALUES ('RE', 'Réunion', 'Réunion');
INSERT INTO countries VALUES ('RO', 'Rumania', 'Romania');
INSERT INTO countries VALUES ('RS', 'Serbia', 'Serbia');
INSERT INTO countries VALUES ('RU', 'Rusia', 'Russia');
INSERT INTO countries VALUES ('RW', 'Rwanda', 'Rwanda');
INSERT INTO countries VALUES ('SA', 'Arab Saudi', 'Saudi Arabia');
INSERT INTO countries VALUES ('SB', 'Kepulauan Solomon', 'Solomon Islands');
INSERT INTO countries VALUES ('SC', 'Seychelles', 'Seychelles');
INSERT INTO countries VALUES ('SD', 'Sudan', 'Sudan');
INSERT INTO countries VALUES ('SE', 'Swedia', 'Sweden');
INSERT INTO countries VALUES ('SG', 'Singapura', 'Singapore');
INSERT INTO countries VALUES ('SH', 'Saint Helena', 'St. Helena');
INSERT INTO countries VALUES ('SI', 'Slovenia', 'Slovenia');
INSERT INTO countries VALUES ('SJ', 'Kepulauan Svalbard dan Jan Mayen', 'Svalbard & Jan Mayen');
INSERT INTO countries VALUES ('SK', 'Slovakia', 'Slovakia');
INSERT INTO countries VALUES ('SL', 'Sierra Leone', 'Sierra Leone');
INSERT INTO countries VALUES ('SM', 'San Marino', 'San Marino');
INSERT INTO countries VALUES ('SN', 'Senegal', 'Senegal');
INSERT INTO countries VALUES ('SO', 'Somalia', 'Somalia');
INSERT INTO countries VALUES ('SR', 'Suriname', 'Suriname');
INSERT INTO countries VALUES ('SS', 'Sudan Selatan', 'South Sudan');
INSERT INTO countries VALUES ('ST', 'Sao Tome dan Principe', 'São Tomé & Príncipe');
INSERT INTO countries VALUES ('SV', 'El Salvador', 'El Salvador');
INSERT INTO countries VALUES ('SX', 'Sint Maarten', 'Sint Maarten');
INSERT INTO countries VALUES ('SY', 'Suriah', 'Syria');
INSERT INTO countries VALUES ('SZ', 'eSwatini', 'Eswatini');
INSERT INTO countries VALUES ('TA', 'Tristan da Cunha', 'Tristan da Cunha');
INSERT INTO countries VALUES ('TC', 'Kepulauan Turks dan Caicos', 'Turks & Caicos Islands');
INSERT INTO countries VALUES ('TD', 'Chad', 'Chad');
INSERT INTO countries VALUES ('TF', 'Wilayah Selatan Prancis', 'French Southern Territories');
INSERT INTO countries VALUES ('TG', 'Togo', 'Togo');
INSERT INTO countries VALUES ('TH', 'Thailand', 'Thailand');
INSERT INTO countries VALUES ('TJ', 'Tajikistan', 'Tajikistan');
INSERT INTO countries VALUES ('TK', 'Tokelau', 'Tokelau');
INSERT INTO countries VALUES ('TL', 'Timor Leste', 'Timor-Leste');
INSERT INTO countries VALUES ('TM', 'Turkmenistan', 'Turkmenistan');
INSERT INTO countries VALUES ('TN', 'Tunisia', 'Tunisia');
INSERT INTO countries VALUES ('TO', 'Tonga', 'Tonga');
INSERT INTO countries VALUES ('TR', 'Turki', 'Türkiye');
INSERT INTO countries VALUES ('TT', 'Trinidad dan Tobago', 'Trinidad & Tobago');
INSERT INTO countries VALUES ('TV', 'Tuvalu', 'Tuvalu');
INSERT INTO countries VALUES ('TW', 'Taiwan', 'Taiwan');
INSERT INTO countries VALUES ('TZ', 'Tanzania', 'Tanzania');
INSERT INTO countries VALUES ('UA', 'Ukraina', 'Ukraine');
INSERT INTO countries VALUES ('UG', 'Uganda', 'Uganda');
INSERT INTO countries VALUES ('UM', 'Kepulauan Terluar AS', 'U.S. Outlying Islands');
INSERT INTO countries VALUES ('UN', 'Perserikatan Bangsa-Bangsa', 'United Nations');
INSERT INTO countries VALUES ('US', 'Amerika Serikat', 'United States');
INSERT INTO countries VALUES ('UY', 'Uruguay', 'Uruguay');
INSERT INTO countries VALUES ('UZ', 'Uzbekistan', 'Uzbekistan');
INSERT INTO countries VALUES ('VA', 'Vatikan', 'Vatican City');
INSERT INTO countries VALUES ('VC', 'Saint Vincent dan Grenadine', 'St. Vincent & Grenadines');
INSERT INTO countries VALUES ('VE', 'Venezuela', 'Venezuela');
INSERT INTO countries VALUES ('VG', 'Kepulauan Virgin Britania Raya', 'British Virgin Islands');
INSERT INTO countries VALUES ('VI', 'Kepulauan Virgin Amerika Serikat', 'U.S. Virgin Islands');
INSERT INTO countries VALUES ('VN', 'Vietnam', 'Vietnam');
INSERT INTO countries VALUES ('VU', 'Vanuatu', 'Vanuatu');
INSERT INTO countries VALUES ('WF', 'Kepulauan Wallis dan Futuna', 'Wallis & Futuna');
INSERT INTO countries VALUES ('WS', 'Samoa', 'Samoa');
INSERT INTO countries VALUES ('XA', 'Aksen Asing', 'Pseudo-Accents');
INSERT INTO countries VALUES ('XB', 'Pseudo-Bidi', 'Pseudo-Bidi');
INSERT INTO countries VALUES ('XK', 'Kosovo', 'Kosovo');
INSERT INTO countries VALUES ('YE', 'Yaman', 'Yemen');
INSERT INTO countries VALUES ('YT', 'Mayotte', 'Mayotte');
INSERT INTO countries VALUES ('ZA', 'Afrika Selatan', 'South Africa');
INSERT INTO countries VALUES ('ZM', 'Zambia', 'Zambia');
INSERT INTO countries VALUES ('ZW', 'Zimbabwe', 'Zimbabwe');
INSERT INTO countries VALUES ('ZZ', 'Wilayah Tidak Dikenal', 'Unknown Region');
INSERT INTO place_names VALUES ('A.S', 'Amerika Serikat');
INSERT INTO place_names VALUES ('A.S.', 'Amerika Serikat');
INSERT INTO place_names VALUES ('AS', 'Amerika Serikat');
INSERT INTO place_names VALUES ('Aceh', 'Aceh');
INSERT INTO place_names VALUES ('Addis Ababa', 'Addis Ababa');
INSERT INTO place_names VALUES ('Adis Ababa', 'Addis Ababa');
INSERT INTO place_names VALUES ('Afganistan', 'Afghanistan');
INSERT INTO place_names VALUES ('Afghan', 'Afghanistan');
INSERT INTO place_names VALUES ('Afghanistan', 'Afghanistan');
INSERT INTO place_names VALUES ('Afghanstan', 'Afghanistan');
INSERT INTO place_names VALUES ('Afrika Selatan', 'Afrika Selatan');
INSERT INTO place_names VALUES ('Afsel', 'Afrika Selatan');
INSERT INTO place_names VALUES ('Al Anbar', 'Anbar');
INSERT INTO place_names VALUES ('Al Hasakah', 'Hasakah');
INSERT INTO place_names VALUES ('Al Hodeidah', 'Hudaidah');
INSERT INTO place_names VALUES ('Al Hudaydah', 'Hudaidah');
INSERT INTO place_names VALUES ('Al Khalil', 'Hebron');
INSERT INTO place_names VALUES ('Al Quds', 'Yerusalem');
INSERT INTO place_names VALUES ('Al-Anbar', 'Anbar');
INSERT INTO place_names VALUES ('Al-Hasakah', 'Hasakah');
INSERT INTO place_names VALUES ('Al-Hodeidah', 'Hudaidah');
INSERT INTO place_names VALUES ('Al-Hudaydah', 'Hudaidah');
INSERT INTO place_names VALUES ('Al-Khalil', 'Hebron');
INSERT INTO place_names VALUES ('Al-Quds', 'Yerusalem');
INSERT INTO place_names VALUES ('Aleppo', 'Aleppo');
INSERT INTO place_names VALUES ('Algeria', 'Aljazair');
INSERT INTO place_names VALUES ('Algiers', 'Aljir');
INSERT INTO place_names VALUES ('Aljazair', 'Aljazair');
INSERT INTO place_names VALUES ('Aljir', 'Aljir');
INSERT INTO place_names VALUES ('Alquds', 'Yerusalem');
INSERT INTO place_names VALUES ('Amerika', 'Amerika Serikat');
INSERT INTO place_names VALUES ('Amerika Serikat', 'Amerika Serikat');
INSERT INTO place_names VALUES ('Anbar', 'Anbar');
INSERT INTO place_names VALUES ('Ar Raqqah', 'Raqqa');
INSERT INTO place_names VALUES ('Ar-Raqqah', 'Raqqa');
INSERT INTO place_names VALUES ('Arab Saudi', 'Arab Saudi');
INSERT INTO place_names VALUES ('Arakan', 'Rakhine');
INSERT INTO place_names VALUES ('Arbil', 'Erbil');
INSERT INTO place_names VALUES ('BSB', 'Bandar Seri Begawan');
INSERT INTO place_names VALUES ('Babel', 'Kepulauan Bangka Belitung');
INSERT INTO place_names VALUES ('Bagdad', 'Bagdad');
INSERT INTO place_names VALUES ('Baghdad', 'Bagdad');
INSERT INTO place_names VALUES ('Baitlahm', 'Betlehem');
INSERT INTO place_names VALUES ('Baitul Maqdis', 'Yerusalem');
INSERT INTO place_names VALUES ('Baitul Maqdis Timur', 'Yerusalem Timur');
INSERT INTO place_names VALUES ('Baitulmaqdis', 'Yerusalem');
INSERT INTO place_names VALUES ('Bandar Lampung', 'Bandar Lampung');
INSERT INTO place_names VALUES ('Bandar Seri Begawan', 'Bandar Seri Begawan');
INSERT INTO place_names VALUES ('Bandarlampung', 'Bandar Lampung');
INSERT INTO place_names VALUES ('Bangka Belitung', 'Kepulauan Bangka Belitung');
INSERT INTO place_names VALUES ('Banjar Baru', 'Banjarbaru');
INSERT INTO place_names VALUES ('Banjarbaru', 'Banjarbaru');
INSERT INTO place_names VALUES ('Banjarmasih', 'Banjarmasin');
INSERT INTO place_names VALUES ('Banjarmasin', 'Banjarmasin');
INSERT INTO place_names VALUES ('Banyu Asin', 'Banyuasin');
INSERT INTO place_names VALUES ('Banyuasin', 'Banyuasin');
INSERT INTO place_names VALUES ('Basra', 'Basra');
INSERT INTO place_names VALUES ('Basrah', 'Basra');
INSERT INTO place_names VALUES ('Batang Hari', 'Batang Hari');
INSERT INTO place_names VALUES ('Batanghari', 'Batang Hari');
INSERT INTO place_names VALUES ('Beijing', 'Beijing');
INSERT INTO place_names VALUES ('Belanda', 'Belanda');
INSERT INTO place_names VALUES ('Belgrade', 'Beograd');
INSERT INTO place_names VALUES ('Bengazi', 'Benghazi');
INSERT INTO place_names VALUES ('Benghazi', 'Benghazi');
INSERT INTO place_names VALUES ('Beograd', 'Beograd');
INSERT INTO place_names VALUES ('Bethlehem', 'Betlehem');
INSERT INTO place_names VALUES ('Betlehem', 'Betlehem');
INSERT INTO place_names VALUES ('Birma', 'Myanmar');
INSERT INTO place_names VALUES ('Bolaang Mongondow', 'Bolaang Mongondow');
INSERT INTO place_names VALUES ('Bolmong', 'Bolaang Mongondow');
INSERT INTO place_names VALUES ('Britain', 'Inggris');
INSERT INTO place_names VALUES ('Britania Raya', 'Inggris');
INSERT INTO place_names VALUES ('Brunei', 'Brunei Darussalam');
INSERT INTO place_names VALUES ('Brunei Darussalam', 'Brunei Darussalam');
INSERT INTO place_names VALUES ('Brusel', 'Brussel');
INSERT INTO place_names VALUES ('Brussel', 'Brussel');
INSERT INTO place_names VALUES ('Brussels', 'Brussel');
INSERT INTO place_names VALUES ('Bukares', 'Bukares');
INSERT INTO place_names VALUES ('Bukarest', 'Bukares');
INSERT INTO place_names VALUES ('Burma', 'Myanmar');
INSERT INTO place_names VALUES ('Cairo', 'Kairo');
INSERT INTO place_names VALUES ('Chechen', 'Chechnya');
INSERT INTO place_names VALUES ('Chechnya', 'Chechnya');
INSERT INTO place_names VALUES ('Chile', 'Chile');
INSERT INTO place_names VALUES ('Chili', 'Chile');
INSERT INTO place_names VALUES ('China', 'Tiongkok');
INSERT INTO place_names VALUES ('Cile', 'Chile');
INSERT INTO place_names VALUES ('Cina', 'Tiongkok');
INSERT INTO place_names VALUES ('Copenhagen', 'Kopenhagen');
INSERT INTO place_names VALUES ('Crimea', 'Krimea');
INSERT INTO place_names VALUES ('D.I. Yogyakarta', 'DI Yogyakarta');
INSERT INTO place_names VALUES ('DI Yogyakarta', 'DI Yogyakarta');
INSERT INTO place_names VALUES ('DIY', 'DI Yogyakarta');
INSERT INTO place_names VALUES ('DKI', 'Jakarta');
INSERT INTO place_names VALUES ('DKI Jakarta', 'Jakarta');
INSERT INTO place_names VALUES ('Daerah Istimewa Yogyakarta', 'DI Yogyakarta');
INSERT INTO place_names VALUES ('Damaskus', 'Damaskus');
INSERT INTO place_names VALUES ('Damsyik', 'Damaskus');
INSERT INTO place_names VALUES ('Damsyiq', 'Damaskus');
INSERT INTO place_names VALUES ('Dara''a', 'Daraa');
INSERT INTO place_names VALUES ('Dara`a', 'Daraa');
INSERT INTO place_names VALUES ('Daraa', 'Daraa');
INSERT INTO place_names VALUES ('Dara‘a', 'Daraa');
INSERT INTO place_names VALUES ('Dara’a', 'Daraa');
INSERT INTO place_names VALUES ('Dataran Tinggi Golan', 'Golan');
INSERT INTO place_names VALUES ('Deir Al Zor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir Al Zour', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir Al-Zor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir Al-Zour', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir Ez Zor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir Ez-Zor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir Ezzor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir al Zor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir al Zour', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir al-Zor', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deir al-Zour', 'Deir Ez-Zor');
INSERT INTO place_names VALUES ('Deraa', 'Daraa');
INSERT INTO place_names VALUES ('Djibouti', 'Djibouti');
INSERT INTO place_names VALUES ('Dohuk', 'Dohuk');
INSERT INTO place_names VALUES ('Duhok', 'Dohuk');
INSERT INTO place_names VALUES ('Emirat', 'Uni Emirat Arab');
INSERT INTO place_names VALUES ('Erbil', 'Erbil');
INSERT INTO place_names VALUES ('Ethiopia', 'Ethiopia');
INSERT INTO place_names VALUES ('Etiopia', 'Ethiopia');
INSERT INTO place_names VALUES ('Falluja', 'Fallujah');
INSERT INTO place_names VALUES ('Fallujah', 'Fallujah');
INSERT INTO place_names VALUES ('Federasi Rusia', 'Rusia');
INSERT INTO place_names VALUES ('France', 'Prancis');
INSERT INTO place_names VALUES ('Gaza City', 'Kota Gaza');
INSERT INTO place_names VALUES ('Gaza Strip', 'Jalur Gaza');
INSERT INTO place_names VALUES ('Geneva', 'Jenewa');
INSERT INTO place_names VALUES ('Golan', 'Golan');
INSERT INTO place_names VALUES ('Gunung Kidul', 'Gunungkidul');
INSERT INTO place_names VALUES ('Gunungkidul', 'Gunungkidul');
INSERT INTO place_names VALUES ('Hadhramaut', 'Hadramaut');
INSERT INTO place_names VALUES ('Hadramaut', 'Hadramaut');
INSERT INTO place_names VALUES ('Halab', 'Aleppo');
INSERT INTO place_names VALUES ('Hasaka', 'Hasakah');
INSERT INTO place_names VALUES ('Hasakah', 'Hasakah');
INSERT INTO place_names VALUES ('Hebron', 'Hebron');
INSERT INTO place_names VALUES ('Hiiraan', 'Hiiraan');
INSERT INTO place_names VALUES ('Hiran', 'Hiiraan');
INSERT INTO place_names VALUES ('Hodeidah', 'Hudaidah');
INSERT INTO place_names VALUES ('Holland', 'Belanda');
INSERT INTO place_names VALUES ('Hong Kong', 'Hong Kong');
INSERT INTO place_names VALUES ('Hongkong', 'Hong Kong');
INSERT INTO place_names VALUES ('Hudaidah', 'Hudaidah');
INSERT INTO place_names VALUES ('Indonesia', 'Indonesia');
INSERT INTO place_names VALUES ('Inggeris', 'Inggris');
INSERT INTO place_names VALUES ('Inggris', 'Inggris');
INSERT INTO place_names VALUES ('Irak', 'Irak');
INSERT INTO place_names VALUES ('Iraq', 'Irak');
INSERT INTO place_names VALUES ('Irian', 'Papua');
INSERT INTO place_names VALUES ('Irian Jaya', 'Papua');
INSERT INTO place_names VALUES ('Istanbul', 'Istanbul');
INSERT INTO place_names VALUES ('Jabar', 'Jawa Barat');
INSERT INTO place_names VALUES ('Jakarta', 'Jakarta');
INSERT INTO place_names VALUES ('Jalur Gaza', 'Jalur Gaza');
INSERT INTO place_names VALUES ('Jateng', 'Jawa Tengah');
INSERT INTO place_names VALUES ('Jatim', 'Jawa Timur');
INSERT INTO place_names VALUES ('Jawa Barat', 'Jawa Barat');
INSERT INTO place_names VALUES ('Jawa Tengah', 'Jawa Tengah');
INSERT INTO place_names VALUES ('Jawa Timur', 'Jawa Timur');
INSERT INTO place_names VALUES ('Jeddah', 'Jeddah');
INSERT INTO place_names VALUES ('Jenewa', 'Jenewa');
INSERT INTO place_names VALUES ('Jericho', 'Yerikho');
INSERT INTO place_names VALUES ('Jerusalem', 'Yerusalem');
INSERT INTO place_names VALUES ('Jibuti', 'Djibouti');
INSERT INTO place_names VALUES ('Jiddah', 'Jeddah');
INSERT INTO place_names VALUES ('Jogja', 'Yogyakarta');
INSERT INTO place_names VALUES ('Jogjakarta', 'Yogyakarta');
INSERT INTO place_names VALUES ('Jogya', 'Yogyakarta');
INSERT INTO place_names VALUES ('Jogyakarta', 'Yogyakarta');
INSERT INTO place_names VALUES ('Johor Bahru', 'Johor Bahru');
INSERT INTO place_names VALUES ('Johor Baru', 'Johor Bahru');
INSERT INTO place_names VALUES ('KL', 'Kuala Lumpur');
INSERT INTO place_names VALUES ('KSA', 'Arab Saudi');
INSERT INTO place_names VALUES ('Kaherah', 'Kairo');
INSERT INTO place_names VALUES ('Kairo', 'Kairo');
INSERT INTO place_names VALUES ('Kalbar', 'Kalimantan Barat');
INSERT INTO place_names VALUES ('Kalimantan Barat', 'Kalimantan Barat');
INSERT INTO place_names VALUES ('Kalimantan Selatan', 'Kalimantan Selatan');
INSERT INTO place_names VALUES ('Kalimantan Tengah', 'Kalimantan Tengah');
INSERT INTO place_names VALUES ('Kalimantan Timur', 'Kalimantan Timur');
INSERT INTO place_names VALUES ('Kalimantan Utara', 'Kalimantan Utara');
INSERT INTO place_names VALUES ('Kalkuta', 'Kolkata');
INSERT INTO place_names VALUES ('Kalsel', 'Kalimantan Selatan');
INSERT INTO place_names VALUES ('Kaltara', 'Kalimantan Utara');
INSERT INTO place_names VALUES ('Kalteng', 'Kalimantan Tengah');
INSERT INTO place_names VALUES ('Kaltim', 'Kalimantan Timur');
INSERT INTO place_names VALUES ('Kamboja', 'Kamboja');
INSERT INTO place_names VALUES ('Karang Asem', 'Karangasem');
INSERT INTO place_names VALUES ('Karangasem', 'Karangasem');
INSERT INTO place_names VALUES ('Kashmir', 'Kashmir');
INSERT INTO place_names VALUES ('Kazakhstan', 'Kazakhstan');
INSERT INTO place_names VALUES ('Kazakstan', 'Kazakhstan');
INSERT INTO place_names VALUES ('Kemboja', 'Kamboja');
INSERT INTO place_names VALUES ('Kepri', 'Kepulauan Riau');
INSERT INTO place_names VALUES ('Kepulauan Bangka Belitung', 'Kepulauan Bangka Belitung');
INSERT INTO place_names VALUES ('Kepulauan Riau', 'Kepulauan Riau');
INSERT INTO place_names VALUES ('Khan Younis', 'Khan Younis');
INSERT INTO place_names VALUES ('Khan Yunis', 'Khan Younis');
INSERT INTO place_names VALUES ('Khan Yunus', 'Khan Younis');
INSERT INTO place_names VALUES ('Khartoum', 'Khartoum');
INSERT INTO place_names VALUES ('Khartum', 'Khartoum');
INSERT INTO place_names VALUES ('Khasmir', 'Kashmir');
INSERT INTO place_names VALUES ('Kolkata', 'Kolkata');
INSERT INTO place_names VALUES ('Konstantinopel', 'Istanbul');
INSERT INTO place_names VALUES ('Kopenhagen', 'Kopenhagen');
INSERT INTO place_names VALUES ('Korea Selatan', 'Korea Selatan');
INSERT INTO place_names VALUES ('Korea Utara', 'Korea Utara');
INSERT INTO place_names VALUES ('Korsel', 'Korea Selatan');
INSERT INTO place_names VALUES ('Korut', 'Korea Utara');
INSERT INTO place_names VALUES ('Kota Bahru', 'Kota Bharu');
INSERT INTO place_names VALUES ('Kota Bharu', 'Kota Bharu');
INSERT INTO place_names VALUES ('Kota Gaza', 'Kota Gaza');
INSERT INTO place_names VALUES ('Kota Kuwait', 'Kota Kuwait');
INSERT INTO place_names VALUES ('Kota Vatikan', 'Kota Vatikan');
INSERT INTO place_names VALUES ('Krim', 'Krimea');
INSERT INTO place_names VALUES ('Krimea', 'Krimea');
INSERT INTO place_names VALUES ('Kuala Lumpur', 'Kuala Lumpur');
INSERT INTO place_names VALUES ('Kukar', 'Kutai Kartanegara');
INSERT INTO place_names VALUES ('Kulon Progo', 'Kulon Progo');
INSERT INTO place_names VALUES ('Kulonprogo', 'Kulon Progo');
INSERT INTO place_names VALUES ('Kutai Kartanegara', 'Kutai Kartanegara');
INSERT INTO place_names VALUES ('Kuwait City', 'Kota Kuwait');
INSERT INTO place_names VALUES ('Labuhan Batu', 'Labuhanbatu');
INSERT INTO place_names VALUES ('Labuhanbatu', 'Labuhanbatu');
INSERT INTO place_names VALUES ('Latakia', 'Latakia');
INSERT INTO place_names VALUES ('Lattakia', 'Latakia');
INSERT INTO place_names VALUES ('Lebanon', 'Lebanon');
INSERT INTO place_names VALUES ('Libanon', 'Lebanon');
INSERT INTO place_names VALUES ('Lima Puluh Kota', 'Lima Puluh Kota');
INSERT INTO place_names VALUES ('Limapuluh Kota', 'Lima Puluh Kota');
INSERT INTO place_names VALUES ('Lisabon', 'Lisabon');
INSERT INTO place_names VALUES ('Lisbon', 'Lisabon');
INSERT INTO place_names VALUES ('Lower Shabelle', 'Shabelle Bawah');
INSERT INTO place_names VALUES ('Lubnan', 'Lebanon');
INSERT INTO place_names VALUES ('Macao', 'Makau');
INSERT INTO place_names VALUES ('Macau', 'Makau');
INSERT INTO place_names VALUES ('Madinah', 'Madinah');
INSERT INTO place_names VALUES ('Madinah Al Munawwarah', 'Madinah');
INSERT INTO place_names VALUES ('Madinah Al-Munawwarah', 'Madinah');
INSERT INTO place_names VALUES ('Madinah al Munawwarah', 'Madinah');
INSERT INTO place_names VALUES ('Madinah al-Munawwarah', 'Madinah');
INSERT INTO place_names VALUES ('Maghribi', 'Maroko');
INSERT INTO place_names VALUES ('Mahakam Hulu', 'Mahakam Ulu');
INSERT INTO place_names VALUES ('Mahakam Ulu', 'Mahakam Ulu');
INSERT INTO place_names VALUES ('Makasar', 'Makassar');
INSERT INTO place_names VALUES ('Makassar', 'Makassar');
INSERT INTO place_names VALUES ('Makau', 'Makau');
INSERT INTO place_names VALUES ('Makkah', 'Mekah');
INSERT INTO place_names VALUES ('Makkah Al Mukarramah', 'Mekah');
INSERT INTO place_names VALUES ('Makkah Al-Mukarramah', 'Mekah');
INSERT INTO place_names VALUES ('Makkah al Mukarramah', 'Mekah');
INSERT INTO place_names VALUES ('Makkah al-Mukarramah', 'Mekah');
INSERT INTO place_names VALUES ('Maluku Utara', 'Maluku Utara');
INSERT INTO place_names VALUES ('Malut', 'Maluku Utara');
INSERT INTO place_names VALUES ('Marokko', 'Maroko');
INSERT INTO place_names VALUES ('Maroko', 'Maroko');
INSERT INTO place_names VALUES ('Mashhad', 'Masyhad');
INSERT INTO place_names VALUES ('Masyhad', 'Masyhad');
INSERT INTO place_names VALUES ('Mecca', 'Mekah');
INSERT INTO place_names VALUES ('Medinah', 'Madinah');
INSERT INTO place_names VALUES ('Mekah', 'Mekah');
INSERT INTO place_names VALUES ('Mekkah', 'Mekah');
INSERT INTO place_names VALUES ('Milan', 'Milan');
INSERT INTO place_names VALUES ('Milano', 'Milan');
INSERT INTO place_names VALUES ('Mogadishu', 'Mogadishu');
INSERT INTO place_names VALUES ('Mogadisu', 'Mogadishu');
INSERT INTO place_names VALUES ('Mogadisyu', 'Mogadishu');
INSERT INTO place_names VALUES ('Moscow', 'Moskow');
INSERT INTO place_names VALUES ('Moskow', 'Moskow');
INSERT INTO place_names VALUES ('Moskwa', 'Moskow');
INSERT INTO place_names VALUES ('Mosoul', 'Mosul');
INSERT INTO place_names VALUES ('Mosul', 'Mosul');
INSERT INTO place_names VALUES ('Muenchen', 'Munich');
INSERT INTO place_names VALUES ('Munich', 'Munich');
INSERT INTO place_names VALUES ('Myanmar', 'Myanmar');
INSERT INTO place_names VALUES ('NAD', 'Aceh');
INSERT INTO place_names VALUES ('NKRI', 'Indonesia');
INSERT INTO place_names VALUES ('NTB', 'Nusa Tenggara Barat');
INSERT INTO place_names VALUES ('NTT', 'Nusa Tenggara Timur');
INSERT INTO place_names VALUES ('Nanggroe Aceh Darussalam', 'Aceh');
INSERT INTO place_names VALUES ('Nazaret', 'Nazaret');
INSERT INTO place_names VALUES ('Nazareth', 'Nazaret');
INSERT INTO place_names VALUES ('New Zealand', 'Selandia Baru');
INSERT INTO place_names VALUES ('Ninawa', 'Niniwe');
INSERT INTO place_names VALUES ('Nineveh', 'Niniwe');
INSERT INTO place_names VALUES ('Niniwe', 'Niniwe');
INSERT INTO place_names VALUES ('Nusa Tenggara Barat', 'Nusa Tenggara Barat');
INSERT INTO place_names VALUES ('Nusa Tenggara Timur', 'Nusa Tenggara Timur');
INSERT INTO place_names VALUES ('PNG', 'Papua Nugini');
INSERT INTO place_names VALUES ('Padang Panjang', 'Padang Panjang');
INSERT INTO place_names VALUES ('Padangpanjang', 'Padang Panjang');
INSERT INTO place_names VALUES ('Palangka Raya', 'Palangka Raya');
INSERT INTO place_names VALUES ('Palangkaraya', 'Palangka Raya');
INSERT INTO place_names VALUES ('Palestin', 'Palestina');
INSERT INTO place_names VALUES ('Palestina', 'Palestina');
INSERT INTO place_names VALUES ('Palestine', 'Palestina');
INSERT INTO place_names VALUES ('Pangkal Pinang', 'Pangkalpinang');
INSERT INTO place_names VALUES ('Pangkalpinang', 'Pangkalpinang');
INSERT INTO place_names VALUES ('Papua', 'Papua');
INSERT INTO place_names VALUES ('Papua Nugini', 'Papua Nugini');
INSERT INTO place_names VALUES ('Patani', 'Pattani');
INSERT INTO place_names VALUES ('Pattani', 'Pattani');
INSERT INTO place_names VALUES ('Peking', 'Beijing');
INSERT INTO place_names VALUES ('Penang', 'Pulau Pinang');
INSERT INTO place_names VALUES ('Perancis', 'Prancis');
INSERT INTO place_names VALUES ('Polewali Mandar', 'Polewali Mandar');
INSERT INTO place_names VALUES ('Polman', 'Polewali Mandar');
INSERT INTO place_names VALUES ('Prague', 'Praha');
INSERT INTO place_names VALUES ('Praha', 'Praha');
INSERT INTO place_names VALUES ('Prancis', 'Prancis');
INSERT INTO place_names VALUES ('Pulau Pinang', 'Pulau Pinang');
INSERT INTO place_names VALUES ('RI', 'Indonesia');
INSERT INTO place_names VALUES ('RRC', 'Tiongkok');
INSERT INTO place_names VALUES ('RRT', 'Tiongkok');
INSERT INTO place_names VALUES ('Rakhain', 'Rakhine');
INSERT INTO place_names VALUES ('Rakhine', 'Rakhine');
INSERT INTO place_names VALUES ('Raqqa', 'Raqqa');
INSERT INTO place_names VALUES ('Raqqah', 'Raqqa');
INSERT INTO place_names VALUES ('Riyad', 'Riyadh');
INSERT INTO place_names VALUES ('Riyadh', 'Riyadh');
INSERT INTO place_names VALUES ('Rusia', 'Rusia');
INSERT INTO place_names VALUES ('Russia', 'Rusia');
INSERT INTO place_names VALUES ('Saada', 'Saada');
INSERT INTO place_names VALUES ('Sadah', 'Saada');
INSERT INTO place_names VALUES ('San''a', 'Sanaa');
INSERT INTO place_names VALUES ('San`a', 'Sanaa');
INSERT INTO place_names VALUES ('Sana''a', 'Sanaa');
INSERT INTO place_names VALUES ('Sana`a', 'Sanaa');
INSERT INTO place_names VALUES ('Sanaa', 'Sanaa');
INSERT INTO place_names VALUES ('Sanaan', 'Sanaa');
INSERT INTO place_names VALUES ('Sana‘a', 'Sanaa');
INSERT INTO place_names VALUES ('Sana’a', 'Sanaa');
INSERT INTO place_names VALUES ('San‘a', 'Sanaa');
INSERT INTO place_names VALUES ('San’a', 'Sanaa');
INSERT INTO place_names VALUES ('Saudi', 'Arab Saudi');
INSERT INTO place_names VALUES ('Saudi Arabia', 'Arab Saudi');
INSERT INTO place_names VALUES ('Sawah Lunto', 'Sawahlunto');
INSERT INTO place_names VALUES ('Sawahlunto', 'Sawahlunto');
INSERT INTO place_names VALUES ('Selandia Baru', 'Selandia Baru');
INSERT INTO place_names VALUES ('Semenanjung Gaza', 'Jalur Gaza');
INSERT INTO place_names VALUES ('Semenanjung Sinai', 'Sinai');
INSERT INTO place_names VALUES ('Shabelle Bawah', 'Shabelle Bawah');
INSERT INTO place_names VALUES ('Shan''a', 'Sanaa');
INSERT INTO place_names VALUES ('Shan`a', 'Sanaa');
INSERT INTO place_names VALUES ('Shan‘a', 'Sanaa');
INSERT INTO place_names VALUES ('Shan’a', 'Sanaa');
INSERT INTO place_names VALUES ('Sidenreng Rappang', 'Sidenreng Rappang');
INSERT INTO place_names VALUES ('Sidrap', 'Sidenreng Rappang');
INSERT INTO place_names VALUES ('Sinai', 'Sinai');
INSERT INTO place_names VALUES ('Singapore', 'Singapura');
INSERT INTO place_names VALUES ('Singapura', 'Singapura');
INSERT INTO place_names VALUES ('Siria', 'Suriah');
INSERT INTO place_names VALUES ('Solo', 'Surakarta');
INSERT INTO place_names VALUES ('Sri Lanka', 'Sri Lanka');
INSERT INTO place_names VALUES ('Srilanka', 'Sri Lanka');
INSERT INTO place_names VALUES ('Sulawesi Barat', 'Sulawesi Barat');
INSERT INTO place_names VALUES ('Sulawesi Selatan', 'Sulawesi Selatan');
INSERT INTO place_names VALUES ('Sulawesi Tengah', 'Sulawesi Tengah');
INSERT INTO place_names VALUES ('Sulawesi Tenggara', 'Sulawesi Tenggara');
INSERT INTO place_names VALUES ('Sulawesi Utara', 'Sulawesi Utara');
INSERT INTO place_names VALUES ('Sulbar', 'Sulawesi Barat');
INSERT INTO place_names VALUES ('Sulsel', 'Sulawesi Selatan');
INSERT INTO place_names VALUES ('Sulteng', 'Sulawesi Tengah');
INSERT INTO place_names VALUES ('Sultra', 'Sulawesi Tenggara');
INSERT INTO place_names VALUES ('Sulut', 'Sulawesi Utara');
INSERT INTO place_names VALUES ('Sumatera', 'Sumatera');
INSERT INTO place_names VALUES ('Sumatera Barat', 'Sumatera Barat');
INSERT INTO place_names VALUES ('Sumatera Selatan', 'Sumatera Selatan');
INSERT INTO place_names VALUES ('Sumatera Utara', 'Sumatera Utara');
INSERT INTO place_names VALUES ('Sumatra', 'Sumatera');
INSERT INTO place_names VALUES ('Sumatra Barat', 'Sumatera Barat');
INSERT INTO place_names VALUES ('Sumatra Selatan', 'Sumatera Selatan');
INSERT INTO place_names VALUES ('Sumatra Utara', 'Sumatera Utara');
INSERT INTO place_names VALUES ('Sumbar', 'Sumatera Barat');
INSERT INTO place_names VALUES ('Sumsel', 'Sumatera Selatan');
INSERT INTO place_names VALUES ('Sumut', 'Sumatera Utara');
INSERT INTO place_names VALUES ('Surakarta', 'Surakarta');
INSERT INTO place_names VALUES ('Suria', 'Suriah');
INSERT INTO place_names VALUES ('Suriah', 'Suriah');
INSERT INTO place_names VALUES ('Syiria', 'Suriah');
INSERT INTO place_names VALUES ('Syria', 'Suriah');
INSERT INTO place_names VALUES ('Tangerang Selatan', 'Tangerang Selatan');
INSERT INTO place_names VALUES ('Tangsel', 'Tangerang Selatan');
INSERT INTO place_names VALUES ('Tanjung Pinang', 'Tanjungpinang');
INSERT INTO place_names VALUES ('Tanjungpinang', 'Tanjungpinang');
INSERT INTO place_names VALUES ('Tebing Barat', 'Tepi Barat');
INSERT INTO place_names VALUES ('Teheran', 'Teheran');
INSERT INTO place_names VALUES ('Tehran', 'Teheran');
INSERT INTO place_names VALUES ('Tepi Barat', 'Tepi Barat');
INSERT INTO place_names VALUES ('Terengganu', 'Terengganu');
INSERT INTO place_names VALUES ('Timor Timur', 'Timor Timur');
INSERT INTO place_names VALUES ('Timtim', 'Timor Timur');
INSERT INTO place_names VALUES ('Tiongkok', 'Tiongkok');
INSERT INTO place_names VALUES ('Tokio', 'Tokyo');
INSERT INTO place_names VALUES ('Tokyo', 'Tokyo');
INSERT INTO place_names VALUES ('Trengganu', 'Terengganu');
INSERT INTO place_names VALUES ('Tulang Bawang', 'Tulang Bawang');
INSERT INTO place_names VALUES ('Tulangbawang', 'Tulang Bawang');
INSERT INTO place_names VALUES ('Tulkarem', 'Tulkarem');
INSERT INTO place_names VALUES ('Tulkarm', 'Tulkarem');
INSERT INTO place_names VALUES ('Turkey', 'Turki');
INSERT INTO place_names VALUES ('Turki', 'Turki');
INSERT INTO place_names VALUES ('Turkiye', 'Turki');
INSERT INTO place_names VALUES ('U.S', 'Amerika Serikat');
INSERT INTO place_names VALUES ('U.S.', 'Amerika Serikat');
INSERT INTO place_names VALUES ('UAE', 'Uni Emirat Arab');
INSERT INTO place_names VALUES ('UEA', 'Uni Emirat Arab');
INSERT INTO place_names VALUES ('UK', 'Inggris');
INSERT INTO place_names VALUES ('USA', 'Amerika Serikat');
INSERT INTO place_names VALUES ('Ujung Pandang', 'Makassar');
INSERT INTO place_names VALUES ('Ujungpandang', 'Makassar');
INSERT INTO place_names VALUES ('Uni Emirat Arab', 'Uni Emirat Arab');
INSERT INTO place_names VALUES ('Usbekistan', 'Uzbekistan');
INSERT INTO place_names VALUES ('Uzbekistan', 'Uzbekistan');
INSERT INTO place_names VALUES ('Vatican City', 'Kota Vatikan');
INSERT INTO place_names VALUES ('Vienna', 'Wina');
INSERT INTO place_names VALUES ('Warsaw', 'Warsawa');
INSERT INTO place_names VALUES ('Warsawa', 'Warsawa');
INSERT INTO place_names VALUES ('Washington', 'Washington');
INSERT INTO place_names VALUES ('Washington D.C', 'Washington');
INSERT INTO place_names VALUES ('Washington D.C.', 'Washington');
INSERT INTO place_names VALUES ('Washington DC', 'Washington');
INSERT INTO place_names VALUES ('West Bank', 'Tepi Barat');
INSERT INTO place_names VALUES ('Wina', 'Wina');
INSERT INTO place_names VALUES ('Yaman', 'Yaman');
INSERT INTO place_names VALUES ('Yemen', 'Yaman');
INSERT INTO place_names VALUES ('Yerikho', 'Yerikho');
INSERT INTO place_names VALUES ('Yerusalem', 'Yerusalem');
INSERT INTO place_names VALUES ('Yerusalem Timur', 'Yerusalem Timur');
INSERT INTO place_names VALUES ('Yogya', 'Yogyakarta');
INSERT INTO place_names VALUES ('Yogyakarta', 'Yogyakarta');
INSERT INTO place_names VALUES ('al Anbar', 'Anbar');
INSERT INTO place_names VALUES ('al Hasakah', 'Hasakah');
INSERT INTO place_names VALUES ('al Hodeidah', 'Hudaidah');
INSERT INTO place_names VALUES ('al Hudaydah', 'Hudaidah');
INSERT INTO place_names VALUES ('al Khalil', 'Hebron');
INSERT INTO place_names VALUES ('al Quds', 'Yerusalem');
INSERT INTO place_names VALUES ('al-Anbar', 'Anbar');
INSERT INTO place_names VALUES ('al-Hasakah', 'Hasakah');
INSERT INTO place_names VALUES ('al-Hodeidah', 'Hudaidah');
INSERT INTO place_names VALUES ('al-Hudaydah', 'Hudaidah');
INSERT INTO place_names VALUES ('al-Khalil', 'Hebron');
INSERT INTO place_names VALUES ('al-Quds', 'Yerusalem');
