package dev.ares.benchmarks.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.ares.benchmarks.shop.Run;
import dev.ares.benchmarks.shop.Scenario;
import dev.ares.benchmarks.shop.Way;

/** What the saga is to reach, and whether it did; only what was measured is told. */
final class Targets {

    private static final double SEATA_SPREAD = 3.8;
    private static final double SEATA_HOT = 10;
    private static final double HOT_TO_SPREAD = 0.7;
    private static final double WRITES = 2.5;

    private final CheckoutPlan plan;
    private final Findings findings;
    private final List<String> lines = new ArrayList<>();

    private Targets(CheckoutPlan plan, Findings findings) {
        this.plan = plan;
        this.findings = findings;
    }

    /** A line each. */
    static String of(CheckoutPlan plan, Findings findings) {
        var targets = new Targets(plan, findings);
        if (plan.ways().contains(Way.SAGA)) {
            plan.scenarios().forEach(targets::judge);
        }
        return String.join("\n", targets.lines);
    }

    private void judge(Scenario scenario) {
        Run saga = findings.median(Way.SAGA, scenario);
        for (Way other : plan.ways()) {
            if (other != Way.SAGA) {
                double ratio =
                        saga.perSecond() / findings.median(other, scenario).perSecond();
                atLeast(scenario, "the saga to " + other, ratio, target(other, scenario));
            }
        }
        if (scenario.isHot() && plan.scenarios().contains(scenario.spread())) {
            double ratio = saga.perSecond()
                    / findings.median(Way.SAGA, scenario.spread()).perSecond();
            atLeast(scenario, "hot to spread", ratio, HOT_TO_SPREAD);
        }
        atMost(scenario, "transactions an order", saga.commits());
        atMost(scenario, "WAL syncs an order", saga.walSyncs());
    }

    private static double target(Way other, Scenario scenario) {
        return switch (other) {
            case SAGA, PLAIN -> 1;
            case SEATA_AT, SEATA_AT_DB -> scenario.isHot() ? SEATA_HOT : SEATA_SPREAD;
        };
    }

    private void atLeast(Scenario scenario, String what, double is, double target) {
        line(scenario, what, is, "at least", target, is >= target);
    }

    private void atMost(Scenario scenario, String what, double is) {
        line(scenario, what, is, "at most", WRITES, is <= WRITES);
    }

    private void line(Scenario scenario, String what, double is, String bound, double target, boolean met) {
        lines.add(String.format(
                Locale.ROOT,
                "- %s, %s: %.2f (target: %s %.1f): %s",
                scenario,
                what,
                is,
                bound,
                target,
                met ? "met" : "MISSED"));
    }
}
