"""What the scripts beside this one have in common: how they are asked, and how they take the time.

Reads one JSON object a line from standard input and answers each with one line:
  {"start": {..., "threads"}}      what else there is, the script says; answers {"version", "parameters": {network: count}}
  {"work": name, "count": n}       answers {"ms": [n times]}
  {"memory": true}                 answers {"bytes": peak resident size}
"""

import json
import resource
import sys
import time

import torch


def timed(count, work):
    times = []
    for _ in range(count):
        before = time.perf_counter()
        work()
        times.append((time.perf_counter() - before) * 1000)
    return {"ms": times}


def count_parameters(network):
    return sum(parameter.numel() for parameter in network.parameters())


def serve(start):
    """Answers until the input ends. `start(given)` gives the networks and the works to time, both by name."""
    works = {}
    for line in sys.stdin:
        request = json.loads(line)
        if "start" in request:
            torch.manual_seed(0)
            torch.set_num_threads(request["start"]["threads"])
            networks, works = start(request["start"])
            parameters = {name: count_parameters(network) for name, network in networks.items()}
            answer = {"version": torch.__version__, "parameters": parameters}
        elif "work" in request:
            answer = timed(request["count"], works[request["work"]])
        else:
            answer = {"bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
        print(json.dumps(answer), flush=True)
