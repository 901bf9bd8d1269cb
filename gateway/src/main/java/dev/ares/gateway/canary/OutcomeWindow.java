package dev.ares.gateway.canary;

import java.time.Duration;

import dev.ares.traffic.limit.Latencies;
import dev.ares.traffic.limit.LatencyWindow;

/** What became of the requests of the last while. Lock-free. */
final class OutcomeWindow {

    private final LatencyWindow answered;
    private final LatencyWindow waited;
    private final LatencyWindow failed;

    OutcomeWindow(Duration length) {
        this.answered = new LatencyWindow(length);
        this.waited = new LatencyWindow(length);
        this.failed = new LatencyWindow(length);
    }

    void record(long now, long nanos, Outcome outcome) {
        LatencyWindow window =
                switch (outcome) {
                    case ANSWERED -> answered;
                    case WAITED -> waited;
                    case FAILED -> failed;
                };
        window.record(now, nanos);
    }

    Outcomes read(long now) {
        Latencies answers = answered.read(now);
        long failures = failed.read(now).count();
        long requests = answers.count() + waited.read(now).count() + failures;
        return new Outcomes(requests, failures, answers.count(), Duration.ofNanos(answers.p99Nanos()));
    }
}
