package dev.ares.inventory.adapter.web;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.degradation.Degradation.State;
import dev.ares.degradation.web.SwitchedOff;
import dev.ares.inventory.application.BrowseProducts.Page;
import dev.ares.inventory.application.ShowProducts;
import dev.ares.inventory.application.ShowProducts.NotRemembered;
import dev.ares.inventory.application.ShowProducts.Shown;
import dev.ares.inventory.domain.Offer;
import dev.ares.inventory.domain.Sku;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/** What everybody may see. An answer that is degraded says so by {@value SwitchedOff#HEADER}. */
@RestController
@RequestMapping("/api/products")
public final class ProductController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ShowProducts show;

    public ProductController(ShowProducts show) {
        this.show = show;
    }

    @GetMapping
    Mono<PageView<ProductView>> page(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            ServerHttpResponse answer) {
        return told(show.page(Paging.after(cursor, Sku::new), Paging.limit(limit)), answer)
                .map(ProductController::view);
    }

    private static PageView<ProductView> view(Page page) {
        return new PageView<>(
                page.offers().stream().map(ProductView::of).toList(),
                page.next() == null ? null : Paging.cursor(page.next().value()));
    }

    @GetMapping("/{sku}")
    Mono<ProductView> product(@PathVariable String sku, ServerHttpResponse answer) {
        Mono<Offer> found = Sku.isValid(sku) ? told(show.find(new Sku(sku)), answer) : Mono.empty();
        return found.map(ProductView::of).switchIfEmpty(Mono.error(Problem::notFound));
    }

    private static <T> Mono<T> told(Mono<Shown<T>> shown, ServerHttpResponse answer) {
        return shown.doOnNext(each -> tell(each.degraded(), answer))
                .map(Shown::what)
                .onErrorMap(NotRemembered.class, unknown -> {
                    tell(unknown.state(), answer);
                    return Problem.unavailable(RETRY_AFTER);
                });
    }

    private static void tell(@Nullable State degraded, ServerHttpResponse answer) {
        if (degraded != null) {
            answer.getHeaders().set(SwitchedOff.HEADER, degraded.header());
        }
    }
}
