package dev.ares.docker;

import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import com.alibaba.nacos.api.PropertyKeyConst;
import org.jspecify.annotations.Nullable;

import dev.ares.check.ShopAddresses;
import dev.ares.local.client.ShopClient;
import dev.ares.web.ServiceTokens;

/** Where the shop is, as the environment of the container says it. */
record ShopSettings(Map<String, String> environment) {

    ShopClient shop() {
        return new ShopClient(URI.create(required("ARES_GATEWAY")));
    }

    ShopClient admin() {
        return shop().loggedIn(required("ARES_ADMIN_EMAIL"), required("ARES_ADMIN_PASSWORD"));
    }

    /** Without {@code ARES_PROVIDER_LEDGER}, which only the simulator has, the provider is not asked. */
    ShopAddresses books() {
        return new ShopAddresses(
                database("order"),
                database("inventory"),
                database("payment"),
                database("user"),
                Optional.ofNullable(environment.get("ARES_PROVIDER_LEDGER"))
                        .filter(address -> !address.isBlank())
                        .map(URI::create));
    }

    /** As one more of our own services. */
    ServiceTokens serviceTokens() {
        byte[] secret = Base64.getDecoder().decode(required("ARES_SERVICE_TOKEN_SECRET"));
        return new ServiceTokens(secret, "tools", Clock.systemUTC());
    }

    /** As the services are given it, by the same variables; who asks nobody for a password needs none. */
    Properties nacos() {
        var nacos = new Properties();
        nacos.setProperty(PropertyKeyConst.SERVER_ADDR, required("ARES_NACOS"));
        Map<String, String> others = Map.of(
                PropertyKeyConst.NAMESPACE, "ARES_NACOS_NAMESPACE",
                PropertyKeyConst.USERNAME, "SPRING_CLOUD_NACOS_USERNAME",
                PropertyKeyConst.PASSWORD, "SPRING_CLOUD_NACOS_PASSWORD");
        others.forEach((key, name) -> nacos.setProperty(key, environment.getOrDefault(name, "")));
        return nacos;
    }

    private ShopAddresses.Database database(String service) {
        String name = "ares_" + service;
        String variable = "ARES_" + service.toUpperCase(java.util.Locale.ROOT) + "_DATABASE_PASSWORD";
        return new ShopAddresses.Database(
                "jdbc:postgresql://" + required("ARES_POSTGRES") + "/" + name, name, required(variable));
    }

    private String required(String name) {
        @Nullable String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new MissingSettingException(name);
        }
        return value;
    }
}
