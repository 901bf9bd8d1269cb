package dev.ares.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.ares.check.CheckResult;

/**
 * What a run showed.
 *
 * @param orders how many different orders customers meant to place
 * @param accepted how many of them were answered with 2xx
 * @param answers attempts by their answer
 * @param outcomes accepted orders by how they ended
 * @param broken what customers were promised and is not so
 * @param healed from the last fault until every part was itself again
 * @param rest from the last fault until nothing was under way; the patience when that was not reached
 * @param timelines of the orders that violations name
 */
public record ChaosResult(
        ChaosSettings settings,
        List<Recovery> recoveries,
        long orders,
        long accepted,
        Map<String, Long> answers,
        Map<String, Long> outcomes,
        List<String> broken,
        Duration healed,
        Duration rest,
        CheckResult check,
        Map<String, List<String>> timelines) {

    /** Nothing that was accepted is lost, everything has ended, and money and stock are right. */
    public boolean clean() {
        return broken.isEmpty() && check.clean();
    }
}
