package dev.ares.test.infrastructure;

/**
 * A broker of one test, which may break it. Address and data stay the same over stops and starts. It ends with the test JVM
 * at the latest, however that ends.
 */
public final class PrivateKafka implements AutoCloseable {

    private final BreakableBroker broker;

    private PrivateKafka(BreakableBroker broker) {
        this.broker = broker;
    }

    /** Starts a broker and returns when it serves requests, which takes some seconds. */
    public static PrivateKafka start() {
        return new PrivateKafka(Infrastructures.servers().newBroker());
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + broker.port();
    }

    /** Ends the broker in good order. */
    public void stop() {
        broker.stop();
    }

    /** Ends the broker as a power cut would. */
    public void kill() {
        broker.kill();
    }

    /** Returns when the broker serves requests again. */
    public void startAgain() {
        broker.startAgain();
    }

    /** Freezes the broker: connections stay open and are not answered. */
    public void pause() {
        broker.pause();
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        broker.resume();
    }

    @Override
    public void close() {
        broker.remove();
    }
}
