"""`vendor.py CASES CASE ROUNDS [HSM]`: decodes the frames of a recorded case again and again with the vendor's own decoders, and says how
many messages a round has. SFeed's is in the environment that has the vendor's client; `HSM` is the file HSWebSocketLib.py of its first
client, which no registry has."""

import contextlib, importlib.util, io, json, struct, sys, types
from pathlib import Path


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def sfeed(case, rounds):
    # The package itself would import much that decodes nothing.
    package = "neo_api_client.websocket.feed"
    folder = Path(importlib.util.find_spec("neo_api_client").origin).parent / "websocket/feed"
    for name in "neo_api_client", "neo_api_client.websocket", package:
        sys.modules[name] = types.ModuleType(name)
    load(package + ".models", folder / "models.py")
    protocol = load(package + ".protocol", folder / "protocol.py")
    frame = bytes.fromhex(case["frame"])
    dividers = {int(exchange): divider for exchange, divider in case["dividers"].items()}
    messages = 0
    for _ in range(rounds):
        for packet in protocol.split_batch(frame):
            messages += protocol.decode_packet(packet, dividers) is not None
    return messages // rounds


def hsm(case, rounds, file):
    sys.modules["websocket"] = types.ModuleType("websocket")
    client = load("hsm", file).HSWrapper()
    connected, snapshot, *updates = [bytes.fromhex(step["received"]) for step in case["steps"]]
    client.parseData(connected), client.parseData(snapshot)
    messages = 0
    for _ in range(rounds):
        for frame in updates:
            messages += len(client.parseData(frame))
    return messages // rounds


def main(cases, name, rounds, file=None):
    [case] = [case for case in map(json.loads, open(cases)) if case["case"] == name]
    print(sfeed(case, int(rounds)) if case["feed"] == "sfeed" else hsm(case, int(rounds), file))


main(*sys.argv[1:])
