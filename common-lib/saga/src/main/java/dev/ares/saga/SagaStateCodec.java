package dev.ares.saga;

/** Port: how the state that a saga was started with is kept. What was written once must decode for ever. */
public interface SagaStateCodec<S> {

    byte[] encode(S state);

    /** @throws RuntimeException when the bytes do not decode; the saga is parked then */
    S decode(byte[] state);
}
