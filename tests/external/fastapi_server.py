"""A server made with FastAPI, which describes itself. Prints its address."""

import socket
from collections.abc import AsyncIterable
from enum import Enum
from typing import Annotated

import uvicorn
from fastapi import Depends, FastAPI, Query
from fastapi.responses import JSONResponse
from fastapi.security import OAuth2PasswordBearer
from fastapi.sse import EventSourceResponse
from pydantic import BaseModel, Field

app = FastAPI(title="Pets", version="1")
bearer = OAuth2PasswordBearer(tokenUrl="token")


class Status(str, Enum):
    available = "available"
    sold = "sold"


class Pet(BaseModel):
    id: int
    name: Annotated[str, Field(min_length=1)]
    status: Status
    place: tuple[float, float] | None = None


class Problem(BaseModel):
    message: str


PETS: dict[int, Pet] = {}


@app.get("/pets", tags=["pets"])
def list_pets(status: Annotated[Status | None, Query()] = None) -> list[Pet]:
    return [pet for pet in PETS.values() if status in (None, pet.status)]


@app.post("/pets", tags=["pets"], status_code=201)
def add_pet(pet: Pet) -> Pet:
    PETS[pet.id] = pet
    return pet


@app.get("/pets/{id}", tags=["pets"], responses={404: {"model": Problem}})
def get_pet(id: int) -> Pet:
    if id not in PETS:
        return JSONResponse({"message": f"no pet has the id {id}"}, 404)
    return PETS[id]


@app.delete("/pets/{id}", tags=["pets"], status_code=204)
def remove_pet(id: int, token: Annotated[str, Depends(bearer)]) -> None:
    del PETS[id]


@app.get("/lines", tags=["streams"])
async def lines() -> AsyncIterable[Pet]:
    for pet in PETS.values():
        yield pet


@app.get("/events", tags=["streams"], response_class=EventSourceResponse)
async def events() -> AsyncIterable[Pet]:
    for pet in PETS.values():
        yield pet


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
