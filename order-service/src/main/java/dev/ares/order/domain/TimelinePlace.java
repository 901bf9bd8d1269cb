package dev.ares.order.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much of an order's timeline was seen: the number of entries of its checkout, then of each of its refunds, which
 * happen beside one another. Written as {@code 14} or {@code 14.3.5}.
 */
public record TimelinePlace(List<Integer> seen) {

    public static final TimelinePlace START = new TimelinePlace(List.of());

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Its checkout and its refunds. */
    private static final int MOST_PARTS = 5001;

    public TimelinePlace {
        seen = List.copyOf(seen);
    }

    /** Empty when the text is no place. */
    public static Optional<TimelinePlace> parse(String text) {
        // Not one pattern for all of it: a group that repeats is matched by recursion, and the text is anybody's.
        String[] numbers = text.split("\\.", MOST_PARTS + 1);
        if (numbers.length > MOST_PARTS) {
            return Optional.empty();
        }
        List<Integer> seen = new ArrayList<>();
        for (String number : numbers) {
            if (!NUMBER.matcher(number).matches()) {
                return Optional.empty();
            }
            seen.add(Integer.parseInt(number));
        }
        return Optional.of(new TimelinePlace(seen));
    }

    /** @param part 0 for the checkout, n for the n-th refund */
    public int of(int part) {
        return part < seen.size() ? seen.get(part) : 0;
    }

    public TimelinePlace with(int part, int entries) {
        List<Integer> after = new ArrayList<>(seen);
        while (after.size() <= part) {
            after.add(0);
        }
        after.set(part, entries);
        return new TimelinePlace(after);
    }

    @Override
    public String toString() {
        return seen.isEmpty() ? "0" : seen.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
