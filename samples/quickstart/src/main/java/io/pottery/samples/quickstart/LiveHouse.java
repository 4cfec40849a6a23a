package io.pottery.samples.quickstart;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.pottery.collection.RedisMap;
import io.pottery.spring.RedisCaches;

/**
 * Looks at the house, and tells every open page what it sees, twice a second.
 */
@Component
class LiveHouse {

	private static final int LAST_ORDERS = 8;

	private final RedisMap<String, Order> seats;

	private final RedisCaches caches;

	private final Masters masters;

	private final Tally tally;

	private final List<SseEmitter> pages = new CopyOnWriteArrayList<>();

	LiveHouse(RedisMap<String, Order> seats, RedisCaches caches, Masters masters, Tally tally) {
		this.seats = seats;
		this.caches = caches;
		this.masters = masters;
		this.tally = tally;
	}

	House look() {
		return House.of(this.seats.snapshot(), this.caches.info(Prices.CACHE));
	}

	SseEmitter open() {
		SseEmitter page = new SseEmitter(0L);
		page.onCompletion(() -> this.pages.remove(page));
		page.onError((ex) -> this.pages.remove(page));
		this.pages.add(page);
		return page;
	}

	@Scheduled(fixedRate = 500)
	void tell() {
		double perSecond = this.tally.perSecond();
		if (this.pages.isEmpty()) {
			return;
		}
		House house = look();
		News news = new News(house, house.lastOrders(LAST_ORDERS), this.masters.states(), perSecond,
				this.tally.countRefused());
		for (SseEmitter page : this.pages) {
			try {
				page.send(news);
			}
			catch (IOException | IllegalStateException ex) {
				this.pages.remove(page);
			}
		}
	}

	/**
	 * Lets go of the pages, which would hold up the end of the application.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.pages.forEach(SseEmitter::complete);
	}

	/**
	 * One event.
	 *
	 * @param house the house
	 * @param lastOrders the newest orders, newest first
	 * @param masters the masters
	 * @param bookingsPerSecond how many bookings a second are answered, whatever the
	 * answer
	 * @param refused how many bookings were answered 409 or 503
	 */
	record News(House house, List<Order> lastOrders, List<Master> masters, double bookingsPerSecond, long refused) {
	}

}
