package dev.ares.inventory.application;

import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.ares.inventory.domain.Availability;
import dev.ares.inventory.domain.Sku;

/** What is available, kept where reading it costs the database nothing. May lag; what it lacks is read from the stock. */
public interface AvailabilityView {

    /** In no particular order; unknown SKUs are left out. */
    Mono<List<Availability>> of(Collection<Sku> skus);

    /** Those of them that can be told without asking the stock, however briefly. Never an error. */
    Mono<List<Availability>> kept(Collection<Sku> skus);

    /** Takes news in any order and any number of times: older versions change nothing. An error when it cannot keep them. */
    Mono<Void> keep(List<Availability> news);
}
