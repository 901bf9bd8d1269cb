package dev.ares.gateway.plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** One route, which stands in {@code application.yml}. */
@SpringBootApplication(proxyBeanMethods = false)
class PlainGateway {

    public static void main(String[] arguments) {
        SpringApplication.run(PlainGateway.class, arguments);
    }
}
