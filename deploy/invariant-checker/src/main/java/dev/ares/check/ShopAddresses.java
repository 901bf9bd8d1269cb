package dev.ares.check;

import java.net.URI;
import java.util.Optional;

/**
 * Where the shop keeps what is checked.
 *
 * @param providerLedger answers with every charge and refund as JSON; empty where the provider has none, as the real one: then what
 *     it took and gave back is not checked
 */
public record ShopAddresses(
        Database orders, Database inventory, Database payments, Database users, Optional<URI> providerLedger) {

    /**
     * One service's database.
     *
     * @param url for JDBC
     */
    public record Database(String url, String user, String password) {

        @Override
        public String toString() {
            return url;
        }
    }
}
