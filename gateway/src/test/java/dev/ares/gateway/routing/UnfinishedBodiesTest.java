package dev.ares.gateway.routing;

import org.junit.jupiter.api.Test;

import dev.ares.gateway.routing.UnfinishedBodies.Room;

import static org.assertj.core.api.Assertions.assertThat;

class UnfinishedBodiesTest {

    private static final BodyAllowance ALLOWANCE = new BodyAllowance(3, 2);

    private final UnfinishedBodies bodies = new UnfinishedBodies();

    @Test
    void oneAddressHasItsOwnAllowance() {
        assertThat(begin("a")).isEqualTo(Room.ENOUGH);
        assertThat(begin("a")).isEqualTo(Room.ENOUGH);
        assertThat(begin("a")).isEqualTo(Room.NONE_FOR_ADDRESS);
    }

    @Test
    void allTogetherHaveOne() {
        begin("a");
        begin("b");
        UnfinishedBodies.Body third = bodies.of("c");
        third.begin(ALLOWANCE);

        assertThat(begin("d")).isEqualTo(Room.NONE);
        third.end();
        assertThat(begin("d")).as("what is refused does not count").isEqualTo(Room.ENOUGH);
    }

    @Test
    void whatEndsMakesRoomOnce() {
        UnfinishedBodies.Body first = bodies.of("a");
        first.begin(ALLOWANCE);
        begin("a");
        first.end();
        first.end();

        assertThat(begin("a")).isEqualTo(Room.ENOUGH);
        assertThat(begin("a")).isEqualTo(Room.NONE_FOR_ADDRESS);
    }

    @Test
    void whatBeginsAgainForAnotherInstanceCountsAgain() {
        UnfinishedBodies.Body body = bodies.of("a");
        body.begin(ALLOWANCE);
        body.end();
        body.begin(ALLOWANCE);
        body.begin(ALLOWANCE);

        assertThat(begin("a")).isEqualTo(Room.ENOUGH);
        assertThat(begin("a")).isEqualTo(Room.NONE_FOR_ADDRESS);
    }

    private Room begin(String address) {
        return bodies.of(address).begin(ALLOWANCE);
    }
}
