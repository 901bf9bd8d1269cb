package dev.ares.order.adapter.postgres;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.ares.order.saga.CheckoutState;
import dev.ares.saga.SagaStateCodec;

/** The checkout's state as JSON, which people can read in the table and a later version can extend. */
public final class CheckoutStateJson implements SagaStateCodec<CheckoutState> {

    /** Its own mapper: what is stored must not change with the settings of the web. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Override
    public byte[] encode(CheckoutState state) {
        return JSON.writeValueAsBytes(state);
    }

    @Override
    public CheckoutState decode(byte[] state) {
        return JSON.readValue(state, CheckoutState.class);
    }
}
