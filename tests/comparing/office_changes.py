"""Run by the system's own Python beside LibreOffice: accept and reject all changes of Word files, print the words.

Usage: python3 office_changes.py FOLDER. For every NAME.docx it writes NAME.accepted and NAME.rejected.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - it has many ways to say not yet
            time.sleep(0.25)
    sys.exit("LibreOffice did not answer")


def main(folder):
    pipe = f"engross{time.time_ns()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "/usr/bin/soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation=file://{profile}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = connect(pipe)
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
            for path in sorted(Path(folder).glob("*.docx")):
                for verb, suffix in (("Accept", ".accepted"), ("Reject", ".rejected")):
                    paper = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (value("Hidden", True),))
                    frame = paper.getCurrentController().getFrame()
                    dispatcher.executeDispatch(frame, f".uno:{verb}AllTrackedChanges", "", 0, ())
                    path.with_suffix(suffix).write_text(paper.Text.getString(), encoding="utf-8")
                    paper.close(True)
            with contextlib.suppress(Exception):
                desktop.terminate()
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
