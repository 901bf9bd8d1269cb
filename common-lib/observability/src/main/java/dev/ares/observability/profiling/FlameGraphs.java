package dev.ares.observability.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import jdk.jfr.Recording;
import one.convert.Arguments;
import one.convert.JfrToFlame;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Records this JVM with Java Flight Recorder for a while and draws what it saw. One recording at a time. */
final class FlameGraphs {

    /** What the width of a frame stands for. */
    enum Event {
        /** Samples of threads that run Java code, every 10 ms. */
        CPU,
        /** Bytes allocated. */
        ALLOC
    }

    /** Somebody else is recording. */
    static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        Busy() {
            super("one recording at a time", null, false, false);
        }
    }

    private final AtomicBoolean busy = new AtomicBoolean();

    /** A page of its own, to be opened in a browser; {@link Busy} while another recording runs. */
    Mono<String> record(Event event, Duration time) {
        return Mono.defer(() -> busy.compareAndSet(false, true)
                ? recordAlone(event, time).doFinally(end -> busy.set(false))
                : Mono.error(new Busy()));
    }

    private static Mono<String> recordAlone(Event event, Duration time) {
        return Mono.using(
                        () -> start(event),
                        recording -> Mono.delay(time, Schedulers.boundedElastic())
                                .then(Mono.fromCallable(() -> draw(recording, event))),
                        Recording::close)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Recording start(Event event) {
        Recording recording = new Recording();
        recording.setName("ares-profile");
        if (event == Event.CPU) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
        } else {
            recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s");
        }
        recording.start();
        return recording;
    }

    private static String draw(Recording recording, Event event) throws IOException {
        Path recorded = Files.createTempFile("ares-profile", ".jfr");
        Path drawn = Files.createTempFile("ares-profile", ".html");
        try {
            recording.stop();
            recording.dump(recorded);
            String title = event.name().toLowerCase(Locale.ROOT);
            Arguments arguments = event == Event.ALLOC
                    ? new Arguments("--alloc", "--total", "--title", title)
                    : new Arguments("--title", title);
            JfrToFlame.convert(recorded.toString(), drawn.toString(), arguments);
            return Files.readString(drawn);
        } finally {
            Files.deleteIfExists(recorded);
            Files.deleteIfExists(drawn);
        }
    }
}
