"""Jobs as units of systemd and as a line of cron, to print."""

from datetime import timedelta
from pathlib import Path
from shlex import quote

from scrapers.jobs.declared import Job

DAY = timedelta(days=1)


def units(job: Job, *, folder: Path, scrapy: Path, user: str) -> dict[str, str]:
    """Give the text of the job's two units by file name."""
    home, program = (str(each).replace("%", "%%") for each in (folder, scrapy))
    calendar = "\n".join(f"OnCalendar={each}" for each in calendars(job))
    # Past the limit and both graces the crawl is dead anyhow; this is for what else may hang.
    seconds = int(job.time_limit.total_seconds()) + 300
    return {
        f"warta-{job.name}.service": f"""\
[Unit]
Description=Warta job {job.name}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
WorkingDirectory={home}
# DATABASE_URL, WARTA_CONTACT and passwords; readable by {user} only.
EnvironmentFile=-/etc/warta/environment
ExecStart="{program}" jobs due {job.name}
# 4: not due yet; 75: another crawl has the outlet.
SuccessExitStatus=4 75
KillMode=mixed
TimeoutStartSec={seconds}
NoNewPrivileges=yes
""",
        f"warta-{job.name}.timer": f"""\
[Unit]
Description=When Warta job {job.name} is due

[Timer]
{calendar}
Persistent=yes
AccuracySec=1s

[Install]
WantedBy=timers.target
""",
    }


def calendars(job: Job) -> list[str]:
    """Give the job's times as systemd writes them; `every minute` where it has no words for them.

    That costs a look each minute, no more: `scrapy jobs due` decides.
    """
    found = [f"*-*-* {each:%H:%M}:00 {job.schedule.zone}" for each in job.schedule.at]
    if every := job.schedule.every:
        seconds = int(every.total_seconds())
        if every == DAY:
            found.append("*-*-* 00:00:00 UTC")
        elif seconds % 3600 == 0 and 24 % (seconds // 3600) == 0:
            found.append(f"*-*-* 00/{seconds // 3600}:00:00 UTC")
        elif seconds % 60 == 0 and 60 % (seconds // 60) == 0:
            found.append(f"*-*-* *:00/{seconds // 60}:00 UTC")
        else:
            found.append("*-*-* *:*:00 UTC")
    return found


def cron_line(jobs: list[Job], *, folder: Path, scrapy: Path) -> str:
    """Give the one line for all jobs: cron knows neither zones nor downtime, `jobs due` does."""
    often = any(job.schedule.every and job.schedule.every < timedelta(minutes=5) for job in jobs)
    home, program = (quote(str(each)).replace("%", r"\%") for each in (folder, scrapy))
    return f"{'*' if often else '*/5'} * * * * cd {home} && {program} jobs due"
