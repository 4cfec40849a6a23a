package io.pottery.samples.quickstart;

/**
 * Thrown where somebody was faster.
 */
class SeatSoldException extends RuntimeException {

	SeatSoldException(Order sold) {
		super("Seat " + sold.seat() + " is sold to " + sold.buyer() + ".");
	}

}
