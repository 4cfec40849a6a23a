package io.pottery.samples.benchmarks;

import java.util.List;

/**
 * What the maps hold: about a hundred bytes of JSON.
 *
 * @param customer who ordered
 * @param quantity how much, below {@link #QUANTITIES} so that no merge makes it longer
 * @param paid whether it is paid
 * @param articles what was ordered
 */
record Order(String customer, int quantity, boolean paid, List<String> articles) {

	static final int QUANTITIES = 10_000;

	static Order of(int number) {
		return new Order("customer-" + number, number % QUANTITIES, number % 2 == 0, List.of("cup", "plate", "bowl"));
	}

	Order plus(Order other) {
		return new Order(this.customer, (this.quantity + other.quantity) % QUANTITIES, this.paid, this.articles);
	}

}
