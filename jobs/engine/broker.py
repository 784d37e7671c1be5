"""The only module that knows Dramatiq: making the broker, sending a message, listening for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol

import dramatiq
from django.conf import settings
from django.db import close_old_connections, connections
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.errors import DramatiqError
from dramatiq.middleware import Middleware, TimeLimit, TimeLimitExceeded
from redis import ConnectionPool, Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

__all__ = [
    "BrokerUnreachable",
    "TimeLimitExceeded",
    "broker_note",
    "count_waiting",
    "get_broker",
    "listen",
    "send_chore",
    "send_turn",
    "start_threads",
]

QUEUE = "jobs"
TURN = "take_turn"  # the actor that does the job whose turn it is
CHORES = "chores"  # the queue and the actor of recurring work
IN_PROCESS_NOTE = "Trial mode: jobs run inside the web server, without a redis-server."


class BrokerUnreachable(Exception):
    """No broker is configured, or it does not answer."""

    code = "broker_unreachable"


class WorkerLife(Protocol):
    """What a worker process does at its start and its end."""

    def start(self) -> None: ...
    def ask_to_stop(self) -> None: ...
    def stop(self) -> None: ...


@cache
def get_broker() -> dramatiq.Broker:
    """This process's broker. Raises: BrokerUnreachable, when none is configured."""
    broker: dramatiq.Broker
    if settings.REDIS_URL:
        broker = RedisBroker(  # type: ignore[no-untyped-call]  # it has no types
            client=_connect_redis(), middleware=_make_middleware()
        )
    elif settings.IN_PROCESS_BROKER:
        broker = StubBroker(middleware=_make_middleware())
    else:
        raise BrokerUnreachable("Neither REDIS_URL nor the in-process broker is set.")
    broker.declare_queue(QUEUE)
    broker.declare_queue(CHORES)
    dramatiq.set_broker(broker)
    return broker


def send_turn() -> str:
    """Wakes a worker for whichever job is next; the message's id.

    A message names no job: which one is next is decided when a worker is free.
    Raises: BrokerUnreachable.
    """
    return _send(QUEUE, TURN)


def send_chore(name: str) -> str:
    """Raises: BrokerUnreachable."""
    return _send(CHORES, CHORES, name)


def _send(queue: str, actor: str, *args: str) -> str:
    # The receiver is named, not imported: a sender needs none of its libraries.
    message: dramatiq.Message[None] = dramatiq.Message(
        queue_name=queue, actor_name=actor, args=args, kwargs={}, options={}
    )
    try:
        get_broker().enqueue(message)
    except (RedisError, DramatiqError, OSError) as error:
        raise BrokerUnreachable(str(error)) from error
    return message.message_id


def count_waiting() -> int:
    """How many messages no worker has fetched yet. Raises: BrokerUnreachable."""
    broker = get_broker()
    if not isinstance(broker, RedisBroker):
        return int(broker.queues[QUEUE].qsize())
    try:
        return int(broker.client.llen(f"{broker.namespace}:{QUEUE}"))
    except (RedisError, OSError) as error:
        raise BrokerUnreachable(str(error)) from error


def broker_note() -> str:
    """What the page's footer says about the queue; "" when there is nothing to say."""
    return IN_PROCESS_NOTE if settings.IN_PROCESS_BROKER else ""


def listen(
    take_turn: Callable[[], None], do_chore: Callable[[str], None], life: WorkerLife
) -> dramatiq.Broker:
    """Has this process, once it is a worker, do jobs in turn and chores by name."""
    broker = get_broker()
    limit = int(settings.JOB_SOFT_TIME_LIMIT.total_seconds() * 1000)
    receivers: list[tuple[str, str, Callable[..., None]]] = [
        (QUEUE, TURN, take_turn),
        (CHORES, CHORES, do_chore),
    ]
    for queue, actor, work in receivers:
        dramatiq.Actor(
            work,
            broker=broker,
            actor_name=actor,
            queue_name=queue,
            priority=0,
            options={"time_limit": limit},
        )
    broker.add_middleware(_LifeMiddleware(life))
    return broker


def start_threads() -> dramatiq.Worker:
    """A worker in threads of this very process, for the in-process broker."""
    broker = get_broker()
    broker.emit_after("process_boot")  # what Dramatiq's own command does first
    worker = dramatiq.Worker(
        broker, worker_timeout=100, worker_threads=settings.WORKER_THREADS
    )
    worker.start()
    return worker


def _connect_redis() -> Redis:
    # Without time limits a black-holed Redis hangs the user's request; one retry is for
    # a pooled connection that a restarted Redis has closed.
    pool = ConnectionPool.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=2,
        socket_timeout=5,
        retry=Retry(NoBackoff(), 1),
    )
    return Redis(connection_pool=pool)


def _make_middleware() -> list[Middleware]:
    # Left out on purpose: Retries (the state machine retries), AgeLimit (it drops
    # messages), Prometheus (it opens a port), ShutdownNotifications (a stop reaches a
    # job at its next checkpoint, not in the middle of a write).
    return [TimeLimit(), _ConnectionMiddleware()]


class _ConnectionMiddleware(Middleware):
    """Worker threads live long; their database connections must not go stale."""

    def before_process_message(self, broker: Any, message: Any) -> None:
        close_old_connections()

    def after_process_message(
        self, broker: Any, message: Any, *, result: Any = None, exception: Any = None
    ) -> None:
        close_old_connections()

    def before_consumer_thread_shutdown(self, broker: Any, thread: Any) -> None:
        connections.close_all()

    def before_worker_thread_shutdown(self, broker: Any, thread: Any) -> None:
        connections.close_all()


class _LifeMiddleware(Middleware):
    """Tells the engine when the worker starts, is asked to stop, and has stopped."""

    def __init__(self, life: WorkerLife) -> None:
        self.life = life

    def before_worker_boot(self, broker: Any, worker: Any) -> None:
        self.life.start()

    def before_worker_shutdown(self, broker: Any, worker: Any) -> None:
        self.life.ask_to_stop()

    def after_worker_shutdown(self, broker: Any, worker: Any) -> None:
        self.life.stop()
