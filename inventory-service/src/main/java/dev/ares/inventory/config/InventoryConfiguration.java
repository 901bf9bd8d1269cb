package dev.ares.inventory.config;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.ares.faults.Commits;
import dev.ares.inventory.adapter.grpc.CatalogueService;
import dev.ares.inventory.adapter.web.AdminProductController;
import dev.ares.inventory.adapter.web.ProductController;
import dev.ares.inventory.application.AddProduct;
import dev.ares.inventory.application.Answers;
import dev.ares.inventory.application.ApplyReservations;
import dev.ares.inventory.application.AvailabilityView;
import dev.ares.inventory.application.BrowseProducts;
import dev.ares.inventory.application.Catalogue;
import dev.ares.inventory.application.Products;
import dev.ares.inventory.application.Reservations;
import dev.ares.inventory.application.RestockProduct;
import dev.ares.inventory.application.ReturnStock;
import dev.ares.inventory.application.ShowProducts;
import dev.ares.inventory.application.StockLedger;
import dev.ares.inventory.application.StockLevels;
import dev.ares.inventory.application.StockNews;
import dev.ares.inventory.application.StockReturns;
import dev.ares.web.grpc.GrpcAnswers;

/** The use cases and what the outside reaches them through. */
@Configuration(proxyBeanMethods = false)
@Import({
    StoreConfiguration.class,
    MessagingConfiguration.class,
    CacheConfiguration.class,
    DegradationConfiguration.class
})
public class InventoryConfiguration {

    @Bean
    AddProduct addProduct(Products products, StockNews news, Catalogue catalogue, Commits commits) {
        return new AddProduct(products, news, catalogue, commits.named("add product"));
    }

    @Bean
    RestockProduct restockProduct(
            Products products, StockLevels stockLevels, StockLedger ledger, StockNews news, Commits commits) {
        return new RestockProduct(products, stockLevels, ledger, news, commits.named("restock product"));
    }

    @Bean
    BrowseProducts browseProducts(
            Products products, StockLevels stockLevels, Catalogue catalogue, AvailabilityView availability) {
        return new BrowseProducts(products, stockLevels, catalogue, availability);
    }

    @Bean
    ApplyReservations applyReservations(Reservations reservations, StockLevels stockLevels, Answers answers) {
        return new ApplyReservations(reservations, stockLevels, answers);
    }

    @Bean
    ReturnStock returnStock(Reservations reservations, StockReturns returns, StockLevels stockLevels, Answers answers) {
        return new ReturnStock(reservations, returns, stockLevels, answers);
    }

    @Bean
    ProductController productController(ShowProducts show) {
        return new ProductController(show);
    }

    @Bean
    AdminProductController adminProductController(AddProduct addProduct, RestockProduct restockProduct) {
        return new AdminProductController(addProduct, restockProduct);
    }

    @Bean
    CatalogueService catalogueService(Catalogue catalogue, AvailabilityView availability, GrpcAnswers answers) {
        return new CatalogueService(catalogue, availability, answers);
    }
}
