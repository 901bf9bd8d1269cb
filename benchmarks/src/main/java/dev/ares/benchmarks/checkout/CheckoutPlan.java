package dev.ares.benchmarks.checkout;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.ShopProcesses;
import dev.ares.benchmarks.shop.Trial;
import dev.ares.benchmarks.shop.Way;

/**
 * What is measured, in turns: in each round every way gets a shop of its own, new and alone on the machine, and who is first
 * changes with the round, and so does which scenario comes first. The first round begins with a search for the number in flight
 * that suits each way best.
 *
 * @param folder where the shops keep their state
 * @param delay of the slow provider, in milliseconds
 * @param search how long each number in flight is tried
 * @param time of a run
 */
record CheckoutPlan(
        List<Way> ways,
        List<Scenario> scenarios,
        List<Integer> inFlight,
        int rounds,
        int delay,
        Duration warmUp,
        Duration search,
        Duration time,
        int products,
        int customers,
        Path folder,
        int portOffset) {

    // What a run takes besides: to rest, to count, to check; and a round, to start, to fill and to stop a shop.
    private static final int BESIDES_A_SEARCH = 4;
    private static final int BESIDES_A_RUN = 32;
    private static final int BESIDES_A_ROUND = 90;

    /** Roughly, on a machine that does nothing else. */
    Duration longest() {
        long searches = inFlight.size() < 2 ? 0 : (long) inFlight.size() * (search.toSeconds() + BESIDES_A_SEARCH);
        long run = time.toSeconds() + BESIDES_A_RUN;
        long round = BESIDES_A_ROUND + warmUp.toSeconds() + scenarios.size() * run;
        return Duration.ofSeconds(ways.size() * (scenarios.size() * searches + rounds * round));
    }

    Findings measure() throws IOException, InterruptedException, SQLException {
        var findings = new Findings();
        List<Way> order = new ArrayList<>(ways);
        for (int round = 1; round <= rounds; round++) {
            for (Way way : order) {
                say("round %d of %d, %s: starting a shop", round, rounds, way);
                try (var shop = ShopProcesses.start(way, folder, "checkout-" + way, portOffset, delay);
                        var trial = Trial.on(shop, products, customers)) {
                    round(round, trial, way, findings);
                }
            }
            Collections.rotate(order, 1);
        }
        return findings;
    }

    private void round(int round, Trial trial, Way way, Findings findings) throws InterruptedException, SQLException {
        say("round %d, %s: warming up for %d s", round, way, warmUp.toSeconds());
        trial.warmUp(warmUp);
        if (round == 1) {
            search(trial, way, findings);
        }
        for (Scenario scenario : scenariosOf(round)) {
            int best = findings.best(way, scenario);
            Run run = trial.run(scenario, best, time);
            findings.add(way, scenario, run);
            say(
                    "round %d, %s, %s, %d in flight: %.0f orders/s, p99 %.0f ms, %.2f ms of processor an order%s",
                    round,
                    way,
                    scenario,
                    best,
                    run.perSecond(),
                    run.p99(),
                    run.shopProcessor(),
                    run.violations() == 0 ? "" : ", " + run.violations() + " VIOLATIONS");
        }
    }

    /** Code is warmer for the later ones, so each has its turn to be the first. */
    List<Scenario> scenariosOf(int round) {
        List<Scenario> inTurn = new ArrayList<>(scenarios);
        Collections.rotate(inTurn, round - 1);
        return inTurn;
    }

    private void search(Trial trial, Way way, Findings findings) throws InterruptedException, SQLException {
        for (Scenario scenario : scenarios) {
            for (int number : inFlight) {
                double speed = inFlight.size() == 1 ? 0 : trial.speed(scenario, number, search);
                findings.found(way, scenario, number, speed);
                say("%s, %s, %d in flight: %.0f orders/s", way, scenario, number, speed);
            }
        }
    }

    private static void say(String pattern, Object... values) {
        System.err.println("... " + String.format(Locale.ROOT, pattern, values));
    }
}
