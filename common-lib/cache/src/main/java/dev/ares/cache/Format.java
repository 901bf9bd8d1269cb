package dev.ares.cache;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How entries look in the second level. When it changes, the cache takes another name: processes of both versions run at
 * the same time.
 *
 * @param key unique, without line breaks
 * @param write a value as text
 * @param read the value back; what it fails for is loaded again
 * @param version grows with each change of a value: in {@link TwoLevelCache#put} the highest wins, whatever comes first
 */
public record Format<K, V>(
        Function<K, String> key, Function<V, String> write, BiFunction<K, String, V> read, ToLongFunction<V> version) {

    /** Of values that have no version: they are loaded and invalidated, never put. */
    public static <K, V> Format<K, V> unversioned(
            Function<K, String> key, Function<V, String> write, BiFunction<K, String, V> read) {
        return new Format<>(key, write, read, value -> 0);
    }
}
