package dev.ares.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ares.benchmarks.machine.Bars;
import dev.ares.benchmarks.machine.Machine;
import dev.ares.local.server.JavaProgram;

/** Single operations in JVMs of their own, which have the flags of the services. */
@Command(
        name = "micro",
        description = "Time and memory of single operations (JMH): the cache against Caffeine, the adaptive limiter "
                + "against concurrency-limits and a fixed rate, a transition of the checkout against reading its state. "
                + "About five minutes; --smoke: one.",
        mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {

    private static final int HEAP_MEBIBYTES = 160;
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    @Option(names = "--forks", defaultValue = "2", description = "JVMs for each operation. Default: 2.")
    private int forks;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            description = "Of a second each, after three of warm-up. Default: 5.")
    private int iterations;

    @Option(
            names = "--both-compilers",
            description = "With C2 as well, as in images; the services of ./ares up have C1 alone.")
    private boolean bothCompilers;

    @Option(names = "--smoke", description = "A tenth of a second each, in one JVM: shows that it works, not how fast.")
    private boolean smoke;

    @Override
    public Integer call() throws IOException, RunnerException {
        List<String> flags = flags();
        System.out.println(Machine.describe());
        System.out.println("forked JVMs: " + String.join(" ", flags));
        var picture = new Bars("Single operations: " + Machine.describe());
        Path log = Files.createDirectories(Path.of("benchmarks", "target")).resolve("micro.log");
        Files.deleteIfExists(log);
        for (Subject subject : Subject.all()) {
            Map<String, Figure> figures = measure(subject, flags, log);
            System.out.printf("%n## %s%n%n%s", subject.title(), Figure.table(figures));
            figures.forEach((name, figure) -> picture.add(subject.title() + ": ns/op", name, figure.nanos()));
            figures.forEach((name, figure) -> picture.add(subject.title() + ": B/op", name, figure.bytes()));
        }
        System.out.printf("%npicture: %s%nall that JMH says: %s%n", picture.write("micro"), log);
        return 0;
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>();
        flags.addAll(JavaProgram.heap(HEAP_MEBIBYTES));
        JavaProgram.FLAGS.stream()
                .filter(flag -> !(bothCompilers && flag.equals(ONE_COMPILER)))
                .forEach(flags::add);
        return flags;
    }

    private Map<String, Figure> measure(Subject subject, List<String> flags, Path log)
            throws RunnerException, IOException {
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (String operation : subject.operations().keySet()) {
            System.err.println("... " + subject.title() + ", " + operation);
            Path part = log.resolveSibling("micro-part.log");
            var runs = new Runner(new OptionsBuilder()
                            .include(subject.pattern(operation))
                            .mode(Mode.AverageTime)
                            .timeUnit(TimeUnit.NANOSECONDS)
                            .threads(subject.threads())
                            .forks(smoke ? 1 : forks)
                            .warmupIterations(smoke ? 1 : 3)
                            .warmupTime(time())
                            .measurementIterations(smoke ? 2 : iterations)
                            .measurementTime(time())
                            .addProfiler(GCProfiler.class)
                            .jvmArgs(flags.toArray(String[]::new))
                            .shouldFailOnError(true)
                            .output(part.toString())
                            .build())
                    .run();
            Files.writeString(log, Files.readString(part), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Files.delete(part);
            figures.put(operation, Figure.of(runs.iterator().next()));
        }
        return figures;
    }

    private TimeValue time() {
        return smoke ? TimeValue.milliseconds(100) : TimeValue.seconds(1);
    }
}
