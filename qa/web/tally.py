"""What the server counts, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from index.errors import WenbaoError

if TYPE_CHECKING:
    from qa.web.service import Service

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Tally:
    """Counts of one server, in a registry of its own. May be shared by threads."""

    def __init__(self, service: Service) -> None:
        """Count for a service.

        Args:
            service: Whose line, models and archive are looked at whenever the counts are read.
        """
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "wenbao_questions",
            "Questions answered, from the page and from programs, by the kind of the answer",
            ["kind"],
            registry=self._registry,
        )
        self._stages = Histogram(
            "wenbao_question_seconds",
            "Seconds that a stage of an answer took",
            ["stage"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "wenbao_requests",
            "Requests of programs by route, or tool:NAME over MCP, and by the code of the failure or ok",
            ["route", "code"],
            registry=self._registry,
        )
        self._taken = Histogram(
            "wenbao_request_seconds",
            "Seconds that a request of a program took, with its time in the line",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._registry.register(_State(service))
        ProcessCollector(registry=self._registry)

    def answered(self, kind: str, timings: Mapping[str, float]) -> None:
        """Count a question by what became of it: the kind of its answer, or "failed"."""
        self._questions.labels(kind).inc()
        for stage, seconds in timings.items():
            self._stages.labels(stage).observe(seconds)

    def served(self, route: str, code: str, seconds: float) -> None:
        """Count a request of a program.

        Args:
            route: Its template and never the address itself, of which there are endlessly many.
            code: "ok", or the code of its failure.
            seconds: How long it took.
        """
        self._requests.labels(route, code).inc()
        self._taken.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)


class _State(Collector):
    """What is looked at when somebody asks."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def describe(self) -> Iterable[Metric]:
        return []  # so that registering it does not open the archive

    def collect(self) -> Iterator[Metric]:
        service = self._service
        yield GaugeMetricFamily(
            "wenbao_waiting", "Questions that stand in line or are worked on", len(service.line)
        )
        ready = float(service.state == "ready")
        yield GaugeMetricFamily("wenbao_models_ready", "1 when the models are loaded", ready)
        try:
            held = service.archive.counts()
        except WenbaoError:
            return  # a damaged archive is told by its missing counts; the rest can still be read
        for name in ("issues", "articles", "passages"):
            told = f"{name.capitalize()} in the archive"
            yield GaugeMetricFamily(f"wenbao_archive_{name}", told, held[name])
