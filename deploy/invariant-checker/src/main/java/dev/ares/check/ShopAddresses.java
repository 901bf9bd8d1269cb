package dev.ares.check;

import java.net.URI;

/**
 * Where the shop keeps what is checked.
 *
 * @param providerLedger answers with every charge and refund as JSON
 */
public record ShopAddresses(
        Database orders, Database inventory, Database payments, Database users, URI providerLedger) {

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
