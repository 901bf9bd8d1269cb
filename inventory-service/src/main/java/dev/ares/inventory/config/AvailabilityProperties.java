package dev.ares.inventory.config;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The availability read model in Redis.
 *
 * @param timeToLive how long an entry may be shown that no news renewed; 10 minutes unless set
 */
@ConfigurationProperties("ares.inventory.availability")
record AvailabilityProperties(@DefaultValue("10m") Duration timeToLive) {}
