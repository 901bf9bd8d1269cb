package dev.ares.benchmarks.reservation;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ares.benchmarks.reservation.Books.Shelf;

import static org.assertj.core.api.Assertions.assertThat;

class BooksTest {

    private static final Shelf RIGHT = new Shelf("right", 10, 7, 3, 0, 3);

    @Test
    void nothingIsWrongWhereEachPieceAndEachOrderIsFound() {
        assertThat(books(RIGHT, 3, 3).faults(3, true)).isEmpty();
        assertThat(books(RIGHT, 3, 0).faults(3, false)).isEmpty();
    }

    @Test
    void piecesThatVanishedOrCameFromNowhereAreFound() {
        assertThat(faultsOf(new Shelf("vanished", 10, 6, 3, 0, 3)))
                .singleElement()
                .asString()
                .contains("vanished");
        assertThat(faultsOf(new Shelf("from nowhere", 10, 8, 3, 0, 3))).hasSize(1);
        assertThat(faultsOf(new Shelf("sold", 10, 6, 3, 1, 3))).hasSize(1);
    }

    @Test
    void oversoldIsFound() {
        assertThat(faultsOf(new Shelf("oversold", 2, -1, 3, 0, 3))).hasSize(1);
        assertThat(faultsOf(new Shelf("promised twice", 10, 7, 3, 0, 4))).hasSize(1);
    }

    @Test
    void anOrderTooManyOrTooFewIsFound() {
        assertThat(books(RIGHT, 3, 3).faults(4, true))
                .containsExactly(
                        "orders with stock: 3 (expected: 4)", "orders told that they have it: 3 (expected: 4)");
        assertThat(books(RIGHT, 3, 3).faults(2, true)).hasSize(2);
    }

    @Test
    void anAnswerThatNobodyShouldGetIsFound() {
        assertThat(books(RIGHT, 3, 1).faults(3, false))
                .containsExactly("orders told that they have it: 1 (expected: 0)");
    }

    private static List<String> faultsOf(Shelf shelf) {
        return books(shelf, 3, 3).faults(3, true);
    }

    private static Books books(Shelf shelf, long reserved, long told) {
        return new Books(List.of(shelf), reserved, told);
    }
}
