package dev.ares.order.adapter.postgres;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.ares.saga.SagaStateCodec;

/** A saga's state as JSON, which people can read in the table and a later version can extend. */
public final class StateJson<S> implements SagaStateCodec<S> {

    /** Its own mapper: what is stored must not change with the settings of the web. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<S> type;

    public StateJson(Class<S> type) {
        this.type = type;
    }

    @Override
    public byte[] encode(S state) {
        return JSON.writeValueAsBytes(state);
    }

    @Override
    public S decode(byte[] state) {
        return JSON.readValue(state, type);
    }
}
