package io.pottery.samples.quickstart;

import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes bookings.
 */
@RestController
class BookingController {

	private static final Pattern SEAT = Pattern.compile("[A-J]([1-9]|1[0-9]|20)");

	private static final int LONGEST_NAME = 60;

	private final BoxOffice boxOffice;

	private final Prices prices;

	private final Tally tally;

	BookingController(BoxOffice boxOffice, Prices prices, Tally tally) {
		this.boxOffice = boxOffice;
		this.prices = prices;
		this.tally = tally;
	}

	@PostMapping("/api/seats/{seat}/booking")
	@ResponseStatus(HttpStatus.CREATED)
	Order book(@PathVariable String seat, @RequestParam String buyer) {
		if (!SEAT.matcher(seat).matches()) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no seat " + seat + ".");
		}
		if (buyer.isBlank() || buyer.length() > LONGEST_NAME) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"A buyer needs a name of up to " + LONGEST_NAME + " characters.");
		}
		try {
			// The price is known before the lock is taken, which is held all the shorter.
			Order order = this.boxOffice.sell(seat, buyer.strip(), this.prices.ofRow(seat.charAt(0)));
			this.tally.sold();
			return order;
		}
		catch (RuntimeException ex) {
			this.tally.refused();
			throw ex;
		}
	}

}
