// Changes the port with the kind of encryption, as long as it is one that usually goes with a kind:
// a port that somebody typed from the instructions of the provider stays.
"use strict";

const USUAL_PORTS = { tls: "465", starttls: "587", none: "25" };

const security = document.getElementById("security");
const port = document.getElementById("port");

if (security && port) {
  security.addEventListener("change", () => {
    if (Object.values(USUAL_PORTS).includes(port.value)) {
      port.value = USUAL_PORTS[security.value];
    }
  });
}
