package dev.ares.inventory.adapter.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.r2dbc.spi.Readable;

import dev.ares.inventory.domain.Line;
import dev.ares.inventory.domain.Sku;

/** Columns that are never null, read; and columns of many rows, made into arrays for {@code unnest}. */
final class Column {

    private Column() {}

    static Sku sku(Readable row) {
        return new Sku(text(row, "sku"));
    }

    static String text(Readable row, String name) {
        return Objects.requireNonNull(row.get(name, String.class), name);
    }

    static long number(Readable row, String name) {
        return Objects.requireNonNull(row.get(name, Long.class), name);
    }

    /** The columns {@code skus} and {@code quantities}. */
    static List<Line> lines(Readable row) {
        String[] skus = array(row, "skus", String[].class);
        Long[] quantities = array(row, "quantities", Long[].class);
        List<Line> lines = new ArrayList<>(skus.length);
        for (int i = 0; i < skus.length; i++) {
            lines.add(new Line(new Sku(skus[i]), quantities[i]));
        }
        return lines;
    }

    static <T> T[] array(Readable row, String name, Class<T[]> type) {
        return Objects.requireNonNull(row.get(name, type), name);
    }

    static String[] texts(Collection<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }

    static <T> String[] texts(List<T> rows, Function<T, ?> column) {
        return rows.stream().map(row -> column.apply(row).toString()).toArray(String[]::new);
    }

    static <T> Long[] numbers(List<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }
}
