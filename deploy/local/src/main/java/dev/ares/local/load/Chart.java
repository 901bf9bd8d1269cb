package dev.ares.local.load;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Lines over a common axis, as SVG. The vertical axis begins at 0 and ends above the highest point.
 *
 * @param width of the horizontal axis, in its own unit
 * @param label of a place on the horizontal axis
 */
record Chart(String title, double width, DoubleFunction<String> label) {

    private static final int LEFT = 60;
    private static final int TOP = 30;
    private static final int PLOT_WIDTH = 800;
    private static final int PLOT_HEIGHT = 240;
    private static final int TICKS = 5;

    /** A place in the units of the axes. */
    record Point(double x, double y) {}

    /** One curve; the colour as CSS has it. */
    record Line(String name, String colour, List<Point> points) {}

    String svg(List<Line> lines) {
        double highest = roundUp(lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1));
        var svg = new StringBuilder();
        svg.append(format(
                "<svg viewBox=\"0 0 %d %d\"><text x=\"%d\" y=\"16\" class=\"title\">%s</text>%n",
                LEFT + PLOT_WIDTH + 120, TOP + PLOT_HEIGHT + 30, LEFT, title));
        grid(svg, highest);
        for (int index = 0; index < lines.size(); index++) {
            line(svg, lines.get(index), index, highest);
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg, double highest) {
        for (int tick = 0; tick <= TICKS; tick++) {
            double y = TOP + PLOT_HEIGHT - (double) PLOT_HEIGHT * tick / TICKS;
            svg.append(format("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, LEFT + PLOT_WIDTH, y, y));
            svg.append(format(
                    "<text x=\"%d\" y=\"%.1f\" class=\"y\">%s</text>%n",
                    LEFT - 6, y + 4, number(highest * tick / TICKS)));
        }
        int steps = width <= TICKS ? (int) Math.ceil(width) : TICKS;
        for (int tick = 0; tick <= steps; tick++) {
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" class=\"x\">%s</text>%n",
                    LEFT + (double) PLOT_WIDTH * tick / steps,
                    TOP + PLOT_HEIGHT + 18,
                    label.apply(width * tick / steps)));
        }
    }

    private void line(StringBuilder svg, Line line, int index, double highest) {
        String points = line.points().stream()
                .map(point -> format(
                        "%.1f,%.1f",
                        LEFT + PLOT_WIDTH * Math.min(1, point.x() / width),
                        TOP + PLOT_HEIGHT * (1 - point.y() / highest)))
                .collect(Collectors.joining(" "));
        svg.append(format("<polyline points=\"%s\" stroke=\"%s\"/>", points, line.colour()));
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                LEFT + PLOT_WIDTH + 8, TOP + 14 + 18 * index, line.colour(), line.name()));
    }

    /** To 1, 2 or 5 times a power of ten. */
    private static double roundUp(double value) {
        if (value <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double lead = value / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? format("%.0f", value) : format("%.1f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
