package dev.ares.acceptance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import dev.ares.local.chaos.Chaos;
import dev.ares.local.chaos.ChaosReport;
import dev.ares.local.chaos.ChaosResult;
import dev.ares.local.chaos.ChaosSettings;
import dev.ares.local.chaos.Standing;
import dev.ares.local.client.ShopClient;
import dev.ares.local.process.Processes;
import dev.ares.local.shop.Settings;
import dev.ares.local.shop.Shop;
import dev.ares.local.shop.StartStep;
import dev.ares.local.shop.StartUp;

/** {@code ./ares chaos} inside this JVM, so that its figures can be looked at. */
final class ChaosRun {

    private static final Path PRINTED = Path.of("target/chaos");

    private final Settings shop;
    private final ShopClient admin;

    ChaosRun(Settings shop, ShopClient admin) {
        this.shop = shop;
        this.admin = admin;
    }

    ChaosResult of(ChaosSettings settings) throws IOException, SQLException {
        Files.createDirectories(PRINTED);
        Path file = PRINTED.resolve("seed-" + settings.seed() + ".txt");
        try (var out = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8)) {
            var printed = new Printed(out);
            var chaos = new Chaos(new Shop(shop), new Processes(shop.state()), admin, printed, printed);
            ChaosResult result = chaos.run(settings, PRINTED.resolve("seed-" + settings.seed() + ".csv"));
            ChaosReport.print(result, out);
            return result;
        }
    }

    private record Printed(PrintStream out) implements Chaos.Progress, StartUp.Progress {

        @Override
        public void fault(String fault, Duration since) {
            out.println(since.toSeconds() + " s  " + fault);
        }

        @Override
        public void soFar(Standing standing, Duration since) {
            out.println(since.toSeconds() + " s  " + standing);
        }

        @Override
        public void healing() {
            out.println("Healing");
        }

        @Override
        public void resting(Duration patience) {
            out.println("Resting, " + patience.toSeconds() + " s at most");
        }

        @Override
        public void ready(StartStep step, Duration took, boolean ranBefore, String remark) {
            out.println(step.name() + (ranBefore ? " runs" : " started in " + took.toSeconds() + " s"));
        }

        @Override
        public void waitingFor(List<String> parts) {
            out.println("Waiting for " + parts);
        }
    }
}
