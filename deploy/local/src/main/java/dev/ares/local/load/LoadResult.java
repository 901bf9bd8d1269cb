package dev.ares.local.load;

import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;

/**
 * What came of a load run: sent = sum of statuses + unanswered.
 *
 * @param seconds from the first order to the last answer
 * @param statuses how often each HTTP status was answered
 * @param unanswered connection refused or broken, or no answer within a minute
 * @param sinceDue latencies in microseconds from when an order was due: what customers would see (corrected for coordinated
 *     omission); of all orders, where one without an answer counts as if it had been waited for until the time-out
 * @param sinceDueAccepted the same of those that the shop took alone: quick refusals do not hide how long they took
 * @param sinceSent the same from when it left, which hides the wait of those that left late
 */
public record LoadResult(
        double seconds,
        long sent,
        Map<Integer, Long> statuses,
        long unanswered,
        Histogram sinceDue,
        Histogram sinceDueAccepted,
        Histogram sinceSent,
        List<Interval> intervals) {

    /** Orders that the shop took: 2xx. */
    public long accepted() {
        return statuses.entrySet().stream()
                .filter(each -> each.getKey() / 100 == 2)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Orders per second that the shop took. */
    public double throughput() {
        return seconds == 0 ? 0 : accepted() / seconds;
    }
}
