package dev.ares.local.client;

import tools.jackson.databind.json.JsonMapper;

/** One mapper for all: it is expensive to build and safe to share. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}
}
