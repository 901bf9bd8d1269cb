package dev.ares.benchmarks.soak;

import java.util.List;

/**
 * The straight line that lies closest to some points, by least squares.
 *
 * @param begin its value at the first point's time
 * @param anHour what it gains in an hour, in the unit of the values
 */
record Slope(double begin, double anHour) {

    /** A value at a time, in hours. */
    record Point(double hours, double value) {}

    /**
     * Fits it.
     *
     * @param points at two times or more, the earliest first
     */
    static Slope of(List<Point> points) {
        double hours = points.stream().mapToDouble(Point::hours).average().orElse(0);
        double value = points.stream().mapToDouble(Point::value).average().orElse(0);
        double spread = points.stream()
                .mapToDouble(point -> Math.pow(point.hours() - hours, 2))
                .sum();
        if (spread == 0) {
            throw new IllegalArgumentException("points at one time: " + points.size() + " (expected: at two or more)");
        }
        double together = points.stream()
                .mapToDouble(point -> (point.hours() - hours) * (point.value() - value))
                .sum();
        double anHour = together / spread;
        return new Slope(value - anHour * (hours - points.get(0).hours()), anHour);
    }

    /** What it gains in an hour, in parts of a hundred of where it begins. */
    double percentAnHour() {
        return 100 * anHour / begin;
    }
}
