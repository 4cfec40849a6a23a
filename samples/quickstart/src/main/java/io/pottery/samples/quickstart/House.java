package io.pottery.samples.quickstart;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.pottery.cache.CacheInfo;

/**
 * What the house looks like.
 *
 * @param seatsSold the number of seats sold
 * @param orders the number of different order ids: as many as seats, or something is
 * wrong
 * @param cacheHits prices that were remembered
 * @param cacheMisses prices that were calculated
 * @param seats the orders by seat
 */
record House(int seatsSold, long orders, long cacheHits, long cacheMisses, Map<String, Order> seats) {

	static House of(Map<String, Order> seats, CacheInfo prices) {
		return new House(seats.size(), seats.values().stream().mapToLong(Order::orderId).distinct().count(),
				prices.hits(), prices.misses(), seats);
	}

	List<Order> lastOrders(int count) {
		return this.seats.values()
			.stream()
			.sorted(Comparator.comparingLong(Order::orderId).reversed())
			.limit(count)
			.toList();
	}

}
