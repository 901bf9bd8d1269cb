package dev.ares.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as bars: groups below each other, each with a scale of its own that begins at 0. An SVG that needs nothing else. */
public final class Bars {

    private static final int LABEL = 260;
    private static final int WIDTH = 460;
    private static final int ROW = 22;
    private static final List<String> COLOURS = List.of("#27ae60", "#7f8c8d", "#2980b9", "#8e44ad", "#c0392b");

    private final String title;
    private final Map<String, Map<String, Double>> groups = new LinkedHashMap<>();

    /** @param title what was measured, and on what */
    public Bars(String title) {
        this.title = title;
    }

    /** Adds a bar, also where one has the same name; groups and bars stay in the order in which they came. */
    public Bars add(String group, String bar, double value) {
        Map<String, Double> bars = groups.computeIfAbsent(group, first -> new LinkedHashMap<>());
        String name = bar;
        while (bars.containsKey(name)) {
            name += ", again";
        }
        bars.put(name, value);
        return this;
    }

    /** Writes the picture to {@code benchmarks/target/pictures/NAME.svg} and tells where. */
    public Path write(String name) throws IOException {
        Path file = Files.createDirectories(Path.of("benchmarks", "target", "pictures"))
                .resolve(name + ".svg");
        return Files.writeString(file, svg());
    }

    String svg() {
        var body = new StringBuilder(text(10, 20, "font-weight=\"bold\"", title));
        int y = 40;
        for (var group : groups.entrySet()) {
            body.append(text(10, y + 14, "font-weight=\"bold\"", group.getKey()));
            y += ROW;
            double highest = group.getValue().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(1);
            int colour = 0;
            for (var bar : group.getValue().entrySet()) {
                body.append(bar(bar.getKey(), bar.getValue(), highest, COLOURS.get(colour++ % COLOURS.size()), y));
                y += ROW;
            }
            y += ROW / 2;
        }
        return format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n%s</svg>%n",
                LABEL + WIDTH + 120, y, body);
    }

    private static String bar(String name, double value, double highest, String colour, int y) {
        double length = highest <= 0 ? 0 : WIDTH * value / highest;
        return text(24, y + 14, "", name)
                + format(
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        LABEL, y + 2, length, ROW - 6, colour)
                + text((int) (LABEL + length + 6), y + 14, "", figure(value));
    }

    private static String text(int x, int y, String style, String text) {
        return format(
                "<text x=\"%d\" y=\"%d\" %s>%s</text>%n",
                x, y, style, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static String figure(double value) {
        return value >= 100 ? format("%,.0f", value) : format("%.2f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
