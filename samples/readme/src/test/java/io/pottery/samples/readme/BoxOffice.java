package io.pottery.samples.readme;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

import io.pottery.annotation.Synchronized;
import io.pottery.collection.RedisMap;
import io.pottery.spring.RedisKey;

// @start region=boxOffice
@Service
class BoxOffice {

	@RedisKey("seats")
	RedisMap<String, String> seats; // a java.util.concurrent.ConcurrentMap

	@Autowired
	Payments payments;

	@Synchronized(key = "seat-#{#seat}") // one caller a seat, over all processes
	boolean book(String seat, String guest) {
		if (this.seats.containsKey(seat)) {
			return false;
		}
		this.payments.charge(guest);
		this.seats.put(seat, guest);
		return true;
	}

}
// @end
