"""`scrapy genspider -t outlet NAME DOMAIN --page saved.html`: the start of a new outlet."""

import argparse
from importlib import import_module
from pathlib import Path

from scrapy.commands.genspider import Command as ScrapyCommand
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import closest_scrapy_cfg
from scrapy.utils.misc import load_object

from scrapers.command import OwnCommand
from scrapers.new_outlet import draft_outlet, write_outlet
from scrapers.piped import until_enough
from scrapers.usage import wrong_call


class Command(OwnCommand, ScrapyCommand):
    """Scrapy's own command, and one template more: `outlet`."""

    requires_project = ScrapyCommand.requires_project
    default_settings = ScrapyCommand.default_settings

    def long_desc(self) -> str:
        return (
            "With -t outlet --page FILE: writes the outlet's module, the saved page without its"
            " scripts, and what was read there, for a person to correct; the tests fail until the"
            " JSON has been read. Other templates: --list."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--page", help="a saved story page of the outlet (-t outlet)")
        parser.add_argument("--url", help="its address, where the page does not name it")

    @until_enough
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.template != "outlet" or opts.list or opts.dump:
            super().run(args, opts)
            if opts.list:
                print("  outlet (of this project; needs --page)")
            return
        self.check(args)
        if len(args) != 2 or not opts.page:
            raise wrong_call("genspider", "write -t outlet NAME DOMAIN --page FILE")
        name, domain = args
        if name in get_spider_loader(self.settings).list():
            raise wrong_call("genspider", f"there is an outlet {name!r} already")
        page, read = Path(opts.page), load_object(self.settings["ARTICLE_READER"])
        spiders = Path(str(import_module(self.settings["NEWSPIDER_MODULE"]).__file__)).parent
        try:
            draft = draft_outlet(name, domain, page.read_bytes(), opts.url, read)
            root = Path(closest_scrapy_cfg()).parent
            written = write_outlet(draft, name, page.stem.lower(), root, spiders)
        except (OSError, ValueError) as error:
            raise wrong_call("genspider", str(error)) from None
        for path in written:
            print(path.relative_to(root) if path.is_relative_to(root) else path)
        print("Now compare the JSON with the page, correct the module, and run pytest.")
