"""PDF packets on one core: how many a second, how much dearer than the bare typst compile, and flat memory.

    python benchmarks/packets.py [--packets 3000]

All figures are CPU time of this process; the floor is measured in the same run, packet by packet in turn.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import time
from dataclasses import replace
from pathlib import Path

from engross.filling.build import plan_document
from engross.filling.grants import fill
from engross.granting.records import read_grants
from engross.granting.versions import versions_of
from engross.paper import readback_pdf
from engross.paper.packet import packet
from engross.paper.pdf import compiled
from engross.paper.pdf_source import sources
from engross.reading.project import read_project

ROOT = Path(__file__).resolve().parent.parent


def resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--packets", type=int, default=3000)
    wishes = asked.parse_args()
    project = read_project(ROOT)
    grant = read_grants(project.grants)[0]
    plan = plan_document(versions_of(project.plan, project.instruments).versions[0].text)

    def papers(number: int):
        name = replace(grant.participant.name, legal_name=f"Person {number} of Łódź & Sons")
        record = replace(grant, custom_id=f"NSO-{number}", participant=replace(grant.participant, name=name))
        return (*(fill(form, record) for form in project.forms), plan)

    made = packet(papers(0))
    print(f"a packet: {made.pages} pages, {len(made.fields)} fields, {len(made.content):,} bytes")
    whole, bare, read, sizes = [], [], [], []
    for number in range(1, wishes.packets + 1):
        begin = time.process_time()
        documents = papers(number)
        made = packet(documents)
        end = time.process_time()
        whole.append(end - begin)
        if number % 10 == 0:
            # The floor sets another name, so that nothing of it is remembered from the packet just made.
            data = sources(papers(1_000_000 + number))
            begin = time.process_time()
            compiled(data)
            bare.append(time.process_time() - begin)
            begin = time.process_time()
            readback_pdf.check(made.content, documents)
            read.append(time.process_time() - begin)
        if number % (wishes.packets // 10 or 1) == 0:
            gc.collect()
            sizes.append(resident())
    middle, floor, check = statistics.median(whole), statistics.median(bare), statistics.median(read)
    best = statistics.quantiles(whole, n=10)[0]
    print(f"packets, least disturbed tenth: {1 / best:.0f}/s a core ({best * 1000:.1f} ms)")
    print(f"packets: {1 / middle:.0f}/s a core (median {middle * 1000:.1f} ms, filled, bound, fields, read back)")
    print(f"bare typst compile: {floor * 1000:.1f} ms; a packet takes {middle / floor:.2f} times that"
          f" (least disturbed tenths: {best / statistics.quantiles(bare, n=10)[0]:.2f})")  # fmt: skip
    print(f"reading back: {check * 1000:.2f} ms, {check / (middle - check):.0%} of making it")
    print(f"resident memory over {wishes.packets:,} packets, MB: {', '.join(f'{size:.0f}' for size in sizes)}")


if __name__ == "__main__":
    main()
