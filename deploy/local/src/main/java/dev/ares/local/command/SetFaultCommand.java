package dev.ares.local.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.ares.local.client.Answer;
import dev.ares.local.client.UnexpectedAnswerException;
import dev.ares.local.faults.FaultSwitch;
import dev.ares.local.faults.FaultSwitches;

/** Switches a fault on. */
@Command(
        name = "set",
        description = "Switches a fault on, beside those that are. One with the same hop, kind and target is replaced.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example, every fifth Pay command goes out 2 s late for five minutes:",
            "  ./ares fault set order outbox delay --target Pay --delay 2000 --percent 20 --minutes 5"
        })
final class SetFaultCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SERVICE", description = "order, inventory, payment, user, or all.")
    private String service = "";

    @Parameters(index = "1", paramLabel = "HOP", description = "grpc, feign, outbox, consumer, provider or commit.")
    private String hop = "";

    @Parameters(
            index = "2",
            paramLabel = "KIND",
            description = "delay, error, drop, duplicate, reorder, crash-before or crash-after.")
    private String kind = "";

    @Option(names = "--target", description = "Only this method, topic or message type (default: all).")
    private @Nullable String target;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            defaultValue = "500",
            description =
                    "How much later, how long without an answer, or how long held back (default: ${DEFAULT-VALUE}).")
    private long delay;

    @Option(names = "--percent", defaultValue = "100", description = "Share of the calls (default: ${DEFAULT-VALUE}).")
    private double percent;

    @Option(
            names = "--hits",
            defaultValue = "0",
            description = "How often at most in each process (default: no limit).")
    private long hits;

    @Option(names = "--seed", description = "Picks the same calls again (default: any).")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description = "When it ends by itself (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Override
    public Integer call() {
        var switches = new FaultSwitches(RunningShop.admin());
        Instant until = Instant.now().plusMillis(Math.round(minutes * 60_000));
        try {
            for (String each : ServiceNames.withHop(service, hop)) {
                FaultSwitch fault = FaultSwitch.of(each, lower(hop), lower(kind), until)
                        .on(target)
                        .lasting(Duration.ofMillis(delay))
                        .percent(percent)
                        .hits(hits)
                        .seed(seed);
                switches.set(fault);
                FaultCommand.print(fault);
            }
        } catch (UnexpectedAnswerException refused) {
            throw new CannotRunException(reason(refused.answer()));
        }
        return 0;
    }

    private static String reason(Answer answer) {
        return answer.status() == 400 ? answer.text("detail") : answer.status() + " " + answer.text();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
