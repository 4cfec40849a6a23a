package io.pottery.samples.quickstart;

import org.springframework.stereotype.Service;

import io.pottery.annotation.Synchronized;
import io.pottery.annotation.Synchronized.OnLost;
import io.pottery.collection.RedisMap;
import io.pottery.quorum.NextId;
import io.pottery.spring.RedisKey;

/**
 * Sells seats, each of them once.
 */
@Service
class BoxOffice {

	private final RedisMap<String, Order> seats;

	private final NextId orderIds;

	BoxOffice(RedisMap<String, Order> seats, @RedisKey("orders") NextId orderIds) {
		this.seats = seats;
		this.orderIds = orderIds;
	}

	/**
	 * Sells a seat to one buyer at a time, whichever process they come to.
	 * <p>
	 * The lock keeps the others from taking numbers for a seat that they will not get.
	 * The sale itself is {@code putIfAbsent}: it stands even where the lock was lost
	 * meanwhile, so a lost lock is logged and the buyer gets the order. A seat whose lock
	 * could not be given back, because masters died meanwhile, is locked for three
	 * seconds at most.
	 * @throws SeatSoldException if somebody was faster
	 * @throws io.pottery.quorum.QuorumException if the masters could not decide in time;
	 * the seat was not sold
	 */
	@Synchronized(key = "seat-#{#seat}", autoReleaseTime = "3s", timeout = "1s", onLost = OnLost.LOG)
	Order sell(String seat, String buyer, int price) {
		Order sold = this.seats.get(seat);
		if (sold == null) {
			Order order = new Order(this.orderIds.nextLong(), seat, buyer, price);
			sold = this.seats.putIfAbsent(seat, order);
			if (sold == null) {
				return order;
			}
		}
		throw new SeatSoldException(sold);
	}

}
