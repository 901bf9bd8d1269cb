package dev.ares.benchmarks.micro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured together.
 *
 * @param benchmark its operations are methods of this class
 * @param operations methods by what they are called for people; the first is what the others are compared with
 */
record Subject(String title, Class<?> benchmark, int threads, Map<String, String> operations) {

    static List<Subject> all() {
        Map<String, String> limiters = inOrder(
                "adaptive limiter, admit and answer", "ares",
                "concurrency-limits (Gradient2), acquire and succeed", "gradient",
                "fixed rate (Resilience4j), acquire", "rate");
        return List.of(
                new Subject(
                        "A hit in the first level",
                        CacheHit.class,
                        1,
                        inOrder("two-level cache", "ares", "bare Caffeine", "caffeine")),
                new Subject(
                        "Ten ask for a key that one load brings",
                        SingleFlight.class,
                        1,
                        inOrder("two-level cache", "ares", "bare Caffeine, asynchronous", "caffeine")),
                new Subject("A limiter, one thread", Admission.class, 1, limiters),
                new Subject("A limiter, two threads", Admission.class, 2, limiters),
                new Subject(
                        "A transition of the checkout",
                        CheckoutTransition.class,
                        1,
                        inOrder(
                                "transition: stock is reserved, so pay",
                                "transition",
                                "the same with its state read and its message made",
                                "reply",
                                "reading the state alone",
                                "read",
                                "writing the state alone",
                                "write")));
    }

    /** A pattern of JMH for this operation alone. */
    String pattern(String operation) {
        return "^" + benchmark.getName().replace(".", "\\.") + "\\." + operations.get(operation) + "$";
    }

    private static Map<String, String> inOrder(String... namesAndMethods) {
        Map<String, String> operations = new LinkedHashMap<>();
        for (int i = 0; i < namesAndMethods.length; i += 2) {
            operations.put(namesAndMethods[i], namesAndMethods[i + 1]);
        }
        return operations;
    }
}
