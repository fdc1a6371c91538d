"""One step's batch worked through by several processes, each on one thread.

Threads of one process wait for each other at every matrix product, so a training run that shares its machine
stands still whenever one of its processors is busy. Processes that take small chunks of the batch from a
common pile, and meet once a step, go on at the speed of what is left to them.

The weights lie in shared memory. The first process is the one that owns optimiser and schedule; the others
hand it the gradients of the chunks that they took.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Loss = Callable[[Any, Any, int], Any]
"""Model, chunk and rows of the whole batch; gives the chunk's part of the loss."""


class Team:
    """The owner's side: works on a batch together with its helpers."""

    def __init__(self, model: Any, loss: Loss, helpers: int) -> None:
        """Start the helpers; ``model``'s weights move to shared memory.

        Args:
            model: A torch module; its parameters must stay the same objects from here on.
            loss: A function of a module (it is handed to new processes by name).
            helpers: Processes beside this one; 0 for none.
        """
        import torch
        from torch import multiprocessing

        self.model = model
        self.loss = loss
        self.trained = [p for p in model.parameters() if p.requires_grad]
        context = multiprocessing.get_context("spawn")
        self.next = context.Value("i", 0)
        self.buffers = []
        self.pipes = []
        self.processes = []
        if helpers:
            torch.set_num_threads(1)
            model.share_memory()
        for _ in range(helpers):
            ours, theirs = context.Pipe()
            buffer = torch.zeros(sum(p.numel() for p in self.trained)).share_memory_()
            process = context.Process(
                target=_help, args=(model, loss, buffer, self.next, theirs), daemon=True
            )
            process.start()
            theirs.close()
            self.buffers.append(buffer)
            self.pipes.append(ours)
            self.processes.append(process)

    def backward(self, chunks: Sequence[Any], rows: int) -> float:
        """Add up the gradients of all chunks in the model's parameters; return the loss of the batch."""
        self.next.value = 0
        for pipe in self.pipes:
            pipe.send((chunks, rows))
        value = _take(self.model, self.loss, chunks, rows, self.next)
        for pipe, buffer in zip(self.pipes, self.buffers, strict=True):
            value += pipe.recv()
            at = 0
            for parameter in self.trained:
                part = buffer[at : at + parameter.numel()].view_as(parameter)
                at += parameter.numel()
                if parameter.grad is None:
                    parameter.grad = part.clone()
                else:
                    parameter.grad.add_(part)
        return value

    def close(self) -> None:
        """End the helpers."""
        for pipe in self.pipes:
            pipe.close()
        for process in self.processes:
            process.join(timeout=5)
            if process.is_alive():
                process.terminate()


def _take(model: Any, loss: Loss, chunks: Sequence[Any], rows: int, counter: Any) -> float:
    """Work on chunks until none is left."""
    value = 0.0
    while True:
        with counter.get_lock():
            number = counter.value
            counter.value += 1
        if number >= len(chunks):
            return value
        part = loss(model, chunks[number], rows)
        part.backward()
        value += part.item()


def _help(model: Any, loss: Loss, buffer: Any, counter: Any, pipe: Any) -> None:
    """What a helper does until its owner hangs up."""
    import signal

    import torch

    # Ctrl-C reaches every process of a terminal; the owner decides when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    model.train()
    trained = [p for p in model.parameters() if p.requires_grad]
    while True:
        try:
            chunks, rows = pipe.recv()
        except EOFError:
            return
        value = _take(model, loss, chunks, rows, counter)
        at = 0
        for parameter in trained:
            part = buffer[at : at + parameter.numel()]
            at += parameter.numel()
            if parameter.grad is None:
                part.zero_()
            else:
                part.copy_(parameter.grad.reshape(-1))
                parameter.grad = None
        pipe.send(value)
