package dev.ares.inventory.adapter.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.ares.inventory.application.BrowseProducts;
import dev.ares.inventory.application.BrowseProducts.Page;
import dev.ares.inventory.domain.Sku;
import dev.ares.web.PageView;
import dev.ares.web.Paging;
import dev.ares.web.Problem;

/** What everybody may see. */
@RestController
@RequestMapping("/api/products")
public final class ProductController {

    private final BrowseProducts browse;

    public ProductController(BrowseProducts browse) {
        this.browse = browse;
    }

    @GetMapping
    Mono<PageView<ProductView>> page(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return browse.page(Paging.after(cursor, Sku::new), Paging.limit(limit)).map(ProductController::view);
    }

    private static PageView<ProductView> view(Page page) {
        return new PageView<>(
                page.offers().stream().map(ProductView::of).toList(),
                page.next() == null ? null : Paging.cursor(page.next().value()));
    }

    @GetMapping("/{sku}")
    Mono<ProductView> product(@PathVariable String sku) {
        Mono<ProductView> found = Sku.isValid(sku) ? browse.find(new Sku(sku)).map(ProductView::of) : Mono.empty();
        return found.switchIfEmpty(Mono.error(Problem::notFound));
    }
}
