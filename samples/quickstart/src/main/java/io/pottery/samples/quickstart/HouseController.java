package io.pottery.samples.quickstart;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Shows the house, once or live.
 */
@RestController
@RequestMapping("/api")
class HouseController {

	private final LiveHouse house;

	HouseController(LiveHouse house) {
		this.house = house;
	}

	@GetMapping("/house")
	House house() {
		return this.house.look();
	}

	@GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events() {
		return this.house.open();
	}

}
