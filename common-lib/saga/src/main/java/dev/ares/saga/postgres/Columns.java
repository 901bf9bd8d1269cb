package dev.ares.saga.postgres;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/** Rows as the arrays in which they cross to the database, one per column. */
final class Columns<R> {

    private final List<? extends R> rows;

    Columns(List<? extends R> rows) {
        this.rows = rows;
    }

    UUID[] ids(Function<R, UUID> value) {
        return column(value, UUID[]::new);
    }

    Integer[] numbers(Function<R, Integer> value) {
        return column(value, Integer[]::new);
    }

    @Nullable
    String[] texts(Function<R, @Nullable String> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    @Nullable
    Instant[] times(Function<R, @Nullable Instant> value) {
        @Nullable Instant[] column = new @Nullable Instant[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    private <V> V[] column(Function<R, V> value, IntFunction<V[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
