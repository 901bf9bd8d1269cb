package dev.ares.benchmarks.machine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BarsTest {

    /** What is measured twice shows how far the machine has moved, and must not take the place of the first. */
    @Test
    void aBarOfTheSameNameStandsBesideTheFirst() {
        String picture = new Bars("Replicas")
                .add("cost", "1 of each", 30)
                .add("cost", "1 of each", 32)
                .svg();

        assertThat(picture).contains(">1 of each<").contains(">1 of each, again<");
    }
}
