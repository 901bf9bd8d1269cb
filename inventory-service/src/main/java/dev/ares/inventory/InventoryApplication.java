package dev.ares.inventory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

import dev.ares.inventory.config.InventoryConfiguration;

/** Starts the inventory service. Nothing is found by scanning: the configuration names every bean. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(InventoryConfiguration.class)
public class InventoryApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(InventoryApplication.class, arguments);
    }
}
