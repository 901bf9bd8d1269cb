package dev.ares.inventory.adapter.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.ares.inventory.domain.Sku;
import dev.ares.web.Problem;

/** The last SKU of a page, made opaque: clients must not build on what is in it. */
final class Cursor {

    private Cursor() {}

    static String of(Sku last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.value().getBytes(StandardCharsets.US_ASCII));
    }

    static Sku parse(String cursor) {
        try {
            return new Sku(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notOurs) {
            throw Problem.badRequest("cursor", "next of the page before");
        }
    }
}
